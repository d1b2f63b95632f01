import { useCallback, useState, type ReactNode } from 'react';

/**
 * A polite live region, and the function that says something in it to who does not see the page. The region has to be on the page
 * before anything is said.
 */
export function useAnnouncement(): { announce: (text: string) => void; region: ReactNode } {
  const [said, setSaid] = useState({ text: '', count: 0 });
  const announce = useCallback((text: string) => setSaid(({ count }) => ({ text, count: count + 1 })), []);
  const region = (
    <p className="visually-hidden" role="status">
      {/* The same words twice in a row would be no change, and nobody would hear them. */}
      <span key={said.count}>{said.text}</span>
    </p>
  );
  return { announce, region };
}
