import { useCallback, useRef, useState } from 'react';
import { isPassing } from '../api/problem.ts';

/** Something that was tried with a section: under way, or refused. */
export interface Attempt {
  readonly running: boolean;
  readonly problem?: unknown;
  /** Sends the very same request again; there only where that may help. */
  readonly retry?: () => void;
}

/** What is being tried with many sections at a time, each on its own. */
export interface Attempts {
  readonly of: (sectionId: string) => Attempt | undefined;
  /** Tries something; a second press while it is under way does nothing. */
  readonly run: <T>(sectionId: string, action: () => Promise<T>, onSuccess?: (result: T) => void) => void;
}

const RUNNING: Attempt = { running: true };

/** Keeps, for each section of a page, what is being tried with it and what was refused. */
export function useAttempts(): Attempts {
  const [attempts, setAttempts] = useState<Readonly<Record<string, Attempt | undefined>>>({});
  const underWay = useRef(new Set<string>());
  const set = useCallback(
    (id: string, attempt: Attempt | undefined) => setAttempts((all) => ({ ...all, [id]: attempt })),
    [],
  );
  const run = useCallback<Attempts['run']>(
    (sectionId, action, onSuccess) => {
      const attempt = async () => {
        if (underWay.current.has(sectionId)) return;
        underWay.current.add(sectionId);
        set(sectionId, RUNNING);
        try {
          const result = await action();
          set(sectionId, undefined);
          onSuccess?.(result);
        } catch (problem) {
          const retry = () => void attempt();
          set(sectionId, { running: false, problem, ...(isPassing(problem) && { retry }) });
        } finally {
          underWay.current.delete(sectionId);
        }
      };
      void attempt();
    },
    [set],
  );
  return { of: (sectionId) => attempts[sectionId], run };
}
