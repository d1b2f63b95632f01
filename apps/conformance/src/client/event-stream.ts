import type { Notification } from '@sugang/notification-contracts';
import { notificationRoutes } from '@sugang/notification-contracts';
import type { Client } from './client.ts';

/** A student's stream of notifications, read while it is open. */
export class EventStream {
  readonly received: Notification[] = [];
  /** What a client goes on from; the empty text until the stream has said where it begins. */
  lastEventId = '';
  /** What broke the rules of server-sent events, or of this API. */
  readonly faults: string[] = [];
  #text = '';

  private constructor(
    readonly response: Response,
    private readonly abort: AbortController,
  ) {}

  /** Opens it, as `fetch` does in a browser: an `EventSource` could send no token. */
  static async open(client: Client, headers: Record<string, string> = {}): Promise<EventStream> {
    const abort = new AbortController();
    const response = await fetch(client.target.url + notificationRoutes.stream.path, {
      headers: { authorization: `Bearer ${client.session?.accessToken}`, ...headers },
      signal: abort.signal,
    });
    const stream = new EventStream(response, abort);
    void stream.#read();
    return stream;
  }

  /** Goes away, as a closed page does. */
  close(): void {
    this.abort.abort();
  }

  async #read(): Promise<void> {
    const decoder = new TextDecoder();
    try {
      for await (const chunk of this.response.body!) {
        this.#text += decoder.decode(chunk as Uint8Array, { stream: true });
        const events = this.#text.split('\n\n');
        this.#text = events.pop()!;
        for (const event of events) this.#take(event);
      }
    } catch (error) {
      if (!this.abort.signal.aborted) this.faults.push(String(error));
    }
  }

  #take(event: string): void {
    const lines = event.split('\n').filter((line) => !line.startsWith(':'));
    const fields = new Map(
      lines.map((line): [string, string] => {
        const colon = line.indexOf(': ');
        return [line.slice(0, colon), line.slice(colon + 2)];
      }),
    );
    this.lastEventId = fields.get('id') ?? this.lastEventId;
    const data = fields.get('data');
    if (data === undefined) return;
    const result = notificationRoutes.list.result.shape.items.element.safeParse(JSON.parse(data));
    if (!result.success) this.faults.push(`No notification: ${data}`);
    else if (fields.get('event') !== 'notification' || fields.get('id') !== result.data.id)
      this.faults.push(`Wrong name or id: ${event}`);
    else this.received.push(result.data);
  }
}
