/** A worker that signs access tokens as identity does. */
import { createSigner } from 'fast-jwt';
import { parentPort, workerData } from 'node:worker_threads';
import { studentId } from './names.ts';
import type { SigningJob } from './tokens.ts';

const { kid, privateKey, issuer, expiresInMs, first, last } = workerData as SigningJob;
const sign = createSigner({
  algorithm: 'RS256',
  key: privateKey,
  kid,
  iss: issuer,
  aud: issuer,
  expiresIn: expiresInMs,
});
const tokens = [];
for (let student = first; student <= last; student++)
  tokens.push(sign({ sub: studentId(student), role: 'student' }));
parentPort!.postMessage(tokens);
