import { type ReadonlySignal, effect, useSignal } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
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
 * sight.
 */
export function useThreadScroll(frame: RefObject<HTMLDivElement | null>, chat: Chat): ThreadScroll {
  const away = useSignal(false);

  const distance = (): number => {
    const box = frame.current;
    return box ? box.scrollHeight - box.scrollTop - box.clientHeight : 0;
  };
  const toLatest = (): void => frame.current?.scrollTo({ top: frame.current.scrollHeight });
  const onScroll = (): void => {
    away.value = distance() > NEAR_PX;
    const box = frame.current;
    if (box && box.scrollTop < box.clientHeight) void chat.threads.loadOlder();
  };

  useEffect(() => {
    let followed = true;
    let opening = true;
    const content = frame.current?.firstElementChild;
    const observer = new ResizeObserver(() => {
      const following = chat.options.settings.autoScroll && chat.state.phase.peek() === 'streaming';
      if (following && followed) toLatest();
      followed = distance() <= NEAR_PX;
      away.value = !followed;
    });
    if (content) observer.observe(content);
    const stop = effect(() => {
      const sent = chat.state.optimisticId.value !== null;
      const phase = chat.state.phase.value;
      const opened = opening && phase === 'idle';
      opening = phase === 'loading';
      if (sent || opened) requestAnimationFrame(toLatest);
    });
    return () => {
      observer.disconnect();
      stop();
    };
  }, [chat]);

  return { away, onScroll, toLatest };
}
