import { useEffect, useState } from 'react';

/** `absent`: nobody has answered yet, which is so wherever no lab runs. `lost`: there was a stream, and it is tried again. */
export type Connection = 'connecting' | 'live' | 'lost' | 'absent';

/** After a refusal the browser gives up; here it is asked again. */
const AGAIN_AFTER_MS = 4_000;

/**
 * Follows a stream of server-sent events as long as the component is there.
 *
 * @param fold - makes the next state of the last one and of what came; the same function at every call
 */
export function useEventStream<Message, State>(
  address: string,
  event: string,
  fold: (state: State, message: Message) => State,
  initial: State,
): { readonly connection: Connection; readonly state: State } {
  const [connection, setConnection] = useState<Connection>('connecting');
  const [state, setState] = useState(initial);
  useEffect(
    () =>
      followStream(address, event, {
        message: (message) => setState((before) => fold(before, message as Message)),
        connection: (change) => setConnection(change),
      }),
    [address, event, fold],
  );
  return { connection, state };
}

interface Listener {
  message(message: unknown): void;
  connection(change: (before: Connection) => Connection): void;
}

/** @returns what ends it */
function followStream(address: string, event: string, listener: Listener): () => void {
  let source: EventSource;
  let again: ReturnType<typeof setTimeout> | undefined;
  const open = () => {
    source = new EventSource(address);
    source.addEventListener(event, ({ data }: MessageEvent<string>) => {
      listener.connection(() => 'live');
      listener.message(JSON.parse(data));
    });
    source.addEventListener('error', () => {
      listener.connection(afterError);
      if (source.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_AFTER_MS);
    });
  };
  open();
  return () => {
    clearTimeout(again);
    source.close();
  };
}

/** What an error means, by what was before it. */
export const afterError = (before: Connection): Connection =>
  before === 'live' || before === 'lost' ? 'lost' : 'absent';
