import { Inject, Injectable } from '@nestjs/common';
import type { ClientOf } from '@sugang/contract';
import type { IdentityApi, PublicKey, StudentProfile } from '@sugang/identity-contracts';
import { PublicKeys } from './public-keys.ts';
import { StudentsByIds } from './students-by-ids.ts';

/** What identity offers to other contexts. */
@Injectable()
export class IdentityOperations implements ClientOf<typeof IdentityApi> {
  constructor(
    @Inject(PublicKeys) private readonly allPublicKeys: PublicKeys,
    @Inject(StudentsByIds) private readonly findStudents: StudentsByIds,
  ) {}

  publicKeys(): Promise<{ keys: PublicKey[] }> {
    return this.allPublicKeys.run();
  }

  studentsByIds({ ids }: { ids: string[] }): Promise<{ students: StudentProfile[] }> {
    return this.findStudents.run(ids);
  }
}
