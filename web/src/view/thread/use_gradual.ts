import { useEffect, useRef, useState } from 'preact/hooks';

/** Time for the frames of who scrolls. */
const PAUSE_MS = 40;

/**
 * The entries that are drawn: all at first, and those that come in front of them one by one. A page
 * of them at a stroke would hold up who scrolls.
 */
export function useGradual<Entry extends { readonly key: number }>(
  entries: readonly Entry[],
): readonly Entry[] {
  const oldest = useRef<number | null>(null);
  const [, drawAgain] = useState({});
  const known = entries.findIndex(({ key }) => key === oldest.current);
  const from = Math.max(0, known);
  oldest.current = entries[from]?.key ?? null;
  useEffect(() => {
    const next = entries[from - 1];
    if (!next) return;
    const timer = setTimeout(() => {
      oldest.current = next.key;
      drawAgain({});
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [entries, from]);
  return from === 0 ? entries : entries.slice(from);
}
