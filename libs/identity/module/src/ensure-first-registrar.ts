import { Inject, Injectable } from '@nestjs/common';
import type { StartupTask } from '@sugang/composition';
import { hashPassword } from '@sugang/identity-domain';
import { LOGGER } from '@sugang/rpc';
import type { Logger } from '@sugang/observability';
import { randomUUID } from 'node:crypto';
import type { PrismaClient } from './generated/client.ts';
import { IDENTITY_SETTINGS, type IdentitySettings } from './identity-settings.ts';
import { IDENTITY_PRISMA } from './storage/identity-prisma.ts';

/** Makes the registrar whom the settings name, so that there is somebody to begin with. One that is there stays as it is. */
@Injectable()
export class EnsureFirstRegistrar implements StartupTask {
  constructor(
    @Inject(IDENTITY_PRISMA) private readonly prisma: PrismaClient,
    @Inject(IDENTITY_SETTINGS) private readonly settings: IdentitySettings,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async run(): Promise<void> {
    const { REGISTRAR_USERNAME: username, REGISTRAR_PASSWORD: password } = this.settings;
    if (!username || !password) return;
    const existing = await this.prisma.user.findUnique({ where: { username } });
    if (existing) return this.#warnUnlessRegistrar(existing.role);
    await this.prisma.user.create({
      data: {
        id: randomUUID(),
        role: 'registrar',
        username,
        name: username,
        passwordHash: await hashPassword(password),
      },
    });
  }

  #warnUnlessRegistrar(role: string): void {
    if (role === 'registrar') return;
    this.logger.warn(
      'REGISTRAR_USERNAME is the username of a student: no registrar was made. Choose another one.',
    );
  }
}
