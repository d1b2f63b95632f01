import { readFileSync } from 'node:fs';
import type { Applicants } from './applicants.ts';
import { Connection } from './connection.ts';
import type { HttpTarget } from './order.ts';

/** Students who apply by HTTP, each with the own token. */
export function httpApplicants({ host, port, tokensFile }: HttpTarget): Applicants {
  const tokens = readFileSync(tokensFile, 'latin1').split('\n');
  const begin = `POST /api/enrollments HTTP/1.1\r\nhost: ${host}:${port}\r\ncontent-type: application/json\r\n`;
  return async () => {
    const connection = await Connection.open(host, port);
    return {
      apply(student, sectionId) {
        const body = `{"sectionId":"${sectionId}"}`;
        return connection.send(
          `${begin}authorization: Bearer ${tokens[student - 1]}\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
      },
      close: () => connection.close(),
    };
  };
}
