import { describe, expect, it } from '@jest/globals';
import { madeUpSpan } from '../../test/made-up-spans.ts';
import { TraceStore } from './trace-store.ts';

const traceOf = (n: number) => String(n).padStart(32, '0');
const span = (trace: number, spanId: string, requestId = `request-${trace}`) =>
  madeUpSpan({
    traceId: traceOf(trace),
    spanId,
    name: spanId,
    attributes: { 'sugang.request.id': requestId },
  });
const namesOf = (store: TraceStore, id: string) => store.find(id)?.spans.map(({ name }) => name);

describe('the store of traces', () => {
  it('finds a trace by its id and by that of its request', () => {
    const store = new TraceStore();
    store.add([span(1, 'a'), span(2, 'b')]);
    store.add([span(1, 'c')]);
    expect(namesOf(store, 'request-1')).toEqual(['a', 'c']);
    expect(namesOf(store, traceOf(2))).toEqual(['b']);
    expect(store.find('request-3')).toBeUndefined();
  });

  it('gives the latest trace of a request id that comes again', () => {
    const store = new TraceStore();
    store.add([span(1, 'a', 'again'), span(2, 'b', 'again')]);
    expect(namesOf(store, 'again')).toEqual(['b']);
  });

  it('forgets the oldest when there are too many', () => {
    const store = new TraceStore({ traces: 2, spansPerTrace: 9 });
    store.add([span(1, 'a', 'again'), span(2, 'b', 'again'), span(3, 'c')]);
    expect(store.size).toBe(2);
    expect(store.find(traceOf(1))).toBeUndefined();
    // The id is that of a later one, too.
    expect(namesOf(store, 'again')).toEqual(['b']);
    store.add([span(4, 'd')]);
    expect(store.find('again')).toBeUndefined();
  });

  it('keeps so many spans of a trace, and counts the others', () => {
    const store = new TraceStore({ traces: 9, spansPerTrace: 2 });
    store.add(['a', 'b', 'c', 'd'].map((id) => span(1, id)));
    expect(store.find('request-1')).toMatchObject({ dropped: 2, spans: [{ name: 'a' }, { name: 'b' }] });
  });

  it('takes a span once, however often it is sent', () => {
    const store = new TraceStore({ traces: 9, spansPerTrace: 1 });
    store.add([span(1, 'a'), span(1, 'a')]);
    expect(store.find('request-1')).toMatchObject({ dropped: 0, spans: [{ name: 'a' }] });
  });
});
