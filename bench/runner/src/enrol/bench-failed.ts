/** The benchmark has no result; the message is for people and says why. */
export class BenchFailed extends Error {
  override readonly name = 'BenchFailed';
}
