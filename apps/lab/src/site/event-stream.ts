import type { ServerResponse } from 'node:http';
import type { Channel } from './channel.ts';

/** Between two signs of life, in milliseconds: Nginx gives up a connection that is silent for a minute. */
const HEARTBEAT = 15_000;

/**
 * Answers with what a channel says, as server-sent events until the client leaves or the response is ended. A client that reads too
 * slowly misses states in between, and gets the latest one as soon as it can.
 */
export function streamEvents<Value>(event: string, channel: Channel<Value>, response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    // Once it has ended, nothing holds up the end of the server.
    connection: 'close',
    // Nginx would gather events otherwise.
    'x-accel-buffering': 'no',
  });
  // A first line, so that the client knows at once that it is connected; it comes back after two seconds when it is cut off.
  response.write('retry: 2000\n\n');
  let missed: Value | undefined;
  const send = (value: Value) => {
    if (response.writableEnded) return;
    missed = response.writableNeedDrain ? value : undefined;
    if (missed === undefined) response.write(`event: ${event}\ndata: ${JSON.stringify(value)}\n\n`);
  };
  response.on('drain', () => missed !== undefined && send(missed));
  const heartbeat = setInterval(() => {
    if (!response.writableEnded && !response.writableNeedDrain) response.write(':\n\n');
  }, HEARTBEAT).unref();
  const leave = channel.listen(send);
  response.once('close', () => {
    clearInterval(heartbeat);
    leave();
  });
}
