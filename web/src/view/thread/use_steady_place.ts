import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Keeps what is read where it is when content comes in above it; `first` tells the uppermost, null
 * while there is none.
 */
export function useSteadyPlace(frame: RefObject<HTMLElement | null>, first: number | null): void {
  const shown = useRef<number | null>(null);
  const below = useRef(0);
  const box = frame.current;
  if (box && shown.current !== first) below.current = box.scrollHeight - box.scrollTop;
  useLayoutEffect(() => {
    const cameAbove = shown.current !== null && first !== null;
    if (frame.current && cameAbove)
      frame.current.scrollTop = frame.current.scrollHeight - below.current;
    shown.current = first;
  }, [frame, first]);
}
