import type { Race } from '@sugang/lab/site';
import { useEventStream } from '../live/event-stream.ts';

const latest = (_: Race | undefined, race: Race): Race => race;

/** The race that runs, or the last one. */
export const useRace = () =>
  useEventStream<Race, Race | undefined>('/lab/api/race', 'race', latest, undefined);
