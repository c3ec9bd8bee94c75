import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import { useView } from './context.ts';
import { SentenceReader } from './sentence_reader.ts';

const PAUSE_MS = 1200;

/** Speaks answers to screen readers: whole sentences, and not faster than one can listen. */
export function LiveRegion() {
  const { chat, t } = useView();
  const [spoken, setSpoken] = useState('');
  useEffect(() => {
    const reader = new SentenceReader();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      const streaming = chat.state.phase.value === 'streaming';
      const item = chat.state.items.cells.value.at(-1)?.item.value;
      if (item?.type !== 'assistant_message') return;
      reader.take(item.id, item.content.map((part) => part.text).join('\n'), streaming);
      timer ??= setTimeout(() => {
        timer = undefined;
        const sentences = reader.next();
        if (sentences !== '') setSpoken(sentences);
      }, PAUSE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [chat]);
  return (
    <div class="visually-hidden" role="log" aria-live="polite" aria-label={t('assistant')}>
      {spoken}
    </div>
  );
}
