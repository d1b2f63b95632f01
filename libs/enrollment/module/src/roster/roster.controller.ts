import { Controller } from '@nestjs/common';
import { enrollmentRoutes, type Roster } from '@sugang/enrollment-contracts';
import { asText, Input, preferredMediaType, Serves, type RequestOf } from '@sugang/http';
import { ReadRoster } from './read-roster.ts';
import { rosterCsv } from './roster-csv.ts';

@Controller()
export class RosterController {
  constructor(private readonly rosters: ReadRoster) {}

  @Serves(enrollmentRoutes.roster)
  async roster(@Input() { params, reply }: RequestOf<typeof enrollmentRoutes.roster>): Promise<Roster> {
    const roster = await this.rosters.of(params.id);
    void reply.header('vary', 'accept');
    const wanted = preferredMediaType(reply, ['application/json', 'text/csv']);
    return wanted === 'text/csv' ? asText(reply, wanted, rosterCsv(roster)) : roster;
  }
}
