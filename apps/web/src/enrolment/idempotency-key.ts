/**
 * A new key for something that is to happen once, however often the request has to be sent. It is made when somebody presses the
 * button, and kept for each repetition.
 */
export function newIdempotencyKey(): string {
  // `crypto.randomUUID` is missing where a site is served without TLS, as in a laboratory.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
