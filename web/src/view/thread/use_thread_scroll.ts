import { type ReadonlySignal, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Chat } from '../../chat/chat.ts';

const NEAR_PX = 80;

interface ThreadScroll {
  /** The end is out of sight. */
  away: ReadonlySignal<boolean>;
  onScroll(): void;
  toLatest(): void;
}

/**
 * Keeps the place of the reader: the end when a thread opens, the new message when one is sent.
 * Follows the answer only where the page wants it. Fetches older items one view before they are in
 * sight, once all that came before is drawn, which `whole` tells.
 */
export function useThreadScroll(
  frame: RefObject<HTMLDivElement | null>,
  chat: Chat,
  whole: boolean,
): ThreadScroll {
  const away = useSignal(false);
  /** Where it was put, until the browser has told how high everything is. */
  const settling = useRef<number | null>(null);
  const loading = chat.state.phase.value === 'loading';
  const sent = chat.state.optimisticId.value;

  const distance = (): number => {
    const box = frame.current;
    return box ? box.scrollHeight - box.scrollTop - box.clientHeight : 0;
  };
  const toLatest = (): void => frame.current?.scrollTo({ top: frame.current.scrollHeight });
  const reachUp = (): void => {
    const box = frame.current;
    if (whole && !loading && box && box.scrollTop < box.clientHeight) void chat.threads.loadOlder();
  };
  const onScroll = (): void => {
    away.value = distance() > NEAR_PX;
    reachUp();
  };

  const settle = (): void => {
    toLatest();
    settling.current = frame.current?.scrollTop ?? null;
  };
  useLayoutEffect(() => {
    if (!loading) settle();
  }, [loading]);
  useLayoutEffect(() => {
    if (sent !== null) settle();
  }, [sent]);
  useLayoutEffect(reachUp);
  useEffect(() => {
    let followed = true;
    const content = frame.current?.firstElementChild;
    const observer = new ResizeObserver(() => {
      const following = chat.options.settings.autoScroll && chat.state.phase.peek() === 'streaming';
      const settles = settling.current === frame.current?.scrollTop;
      settling.current = null;
      if (settles || (following && followed)) toLatest();
      followed = distance() <= NEAR_PX;
      away.value = !followed;
    });
    if (content) observer.observe(content);
    return () => observer.disconnect();
  }, [chat]);

  return { away, onScroll, toLatest };
}
