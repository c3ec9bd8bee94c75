import { effect } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { AssistantMessage } from '../protocol/items.ts';
import type { ChatState } from '../state/chat_state.ts';
import { useView } from './context.ts';
import { SentenceReader } from './sentence_reader.ts';

const PAUSE_MS = 1200;

/** Speaks answers to screen readers: whole sentences, and not faster than one can listen. */
export function LiveRegion() {
  const { chat, t } = useView();
  const [spoken, setSpoken] = useState({ number: 0, text: '' });
  useEffect(() => {
    const reader = new SentenceReader();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = effect(() => {
      if (!takeAnswers(reader, chat.state)) return;
      timer ??= setTimeout(() => {
        timer = undefined;
        const text = reader.next();
        if (text !== '') setSpoken(({ number }) => ({ number: number + 1, text }));
      }, PAUSE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [chat]);
  return (
    <div class="visually-hidden" role="log" aria-live="polite" aria-label={t('assistant')}>
      <p key={spoken.number}>{spoken.text}</p>
    </div>
  );
}

/** Gives the reader the answers of the last turn; false where there is none. */
function takeAnswers(reader: SentenceReader, { items, phase }: ChatState): boolean {
  const cells = items.cells.value;
  const isStreaming = phase.value === 'streaming';
  const begin = cells.findLastIndex((cell) => cell.item.peek().type === 'user_message') + 1;
  const answers = cells
    .slice(begin)
    .filter((cell) => cell.item.peek().type === 'assistant_message');
  for (const cell of answers) {
    const { id, content } = cell.item.value as AssistantMessage;
    const text = content.map((part) => part.text).join('\n\n');
    const isLast = cell === cells.at(-1);
    reader.take(id, text, !isStreaming ? 'old' : isLast ? 'growing' : 'whole');
  }
  return answers.length > 0;
}
