import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { forbidden, unauthenticated } from '@sugang/contract';
import { AccessTokens } from './access-tokens.ts';
import type { NotedRequest } from './route-input.ts';
import { routeOf } from './route-metadata.ts';

/** Lets in whom the route's declaration lets in, and notes who calls. */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(@Inject(AccessTokens) private readonly tokens: AccessTokens) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const route = routeOf(context.getHandler());
    if (!route || route.access === 'public') return true;
    const request = context.switchToHttp().getRequest<NotedRequest>();
    const token = bearerToken(request.headers.authorization);
    if (!token) throw unauthenticated('Send an access token: "Authorization: Bearer …".');
    const caller = await this.tokens.verify(token);
    if (route.access !== 'authenticated' && caller.role !== route.access) {
      throw forbidden(`This is for a ${route.access}.`);
    }
    request.caller = caller;
    return true;
  }
}

function bearerToken(header: string | undefined): string | undefined {
  const [scheme, token, ...rest] = header?.split(' ') ?? [];
  return scheme?.toLowerCase() === 'bearer' && rest.length === 0 ? token : undefined;
}
