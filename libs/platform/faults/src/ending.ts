/** How a fault ends the process. */
export interface Ending {
  /** Throws where nobody catches: the process ends with the message, as after any such defect. */
  throwUncaught(error: Error): void;
  /** Ends the process as `kill -9` does. */
  killSelf(): void;
}

/** How it is done outside of tests. */
export const ending: Ending = {
  throwUncaught(error) {
    setImmediate(() => {
      throw error;
    });
  },
  killSelf() {
    process.kill(process.pid, 'SIGKILL');
    // The signal may take a moment to arrive, in which nothing more may be sent.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  },
};
