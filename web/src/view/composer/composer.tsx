import { useComputed } from '@preact/signals';
import type { StructuredInputItem } from '../../protocol/items.ts';
import { useView } from '../context.ts';
import { Editor } from './editor.tsx';
import { Locked } from './locked.tsx';
import { Questions } from './questions.tsx';

/** Where a person writes; in its place come questions that wait, or why nothing can be written. */
export function Composer() {
  const { chat } = useView();
  const { state } = chat;
  const pending = useComputed(() => {
    // Kinds never change: only the questions are watched, not every item.
    const cells = state.items.cells.value.filter(
      (cell) => cell.item.peek().type === 'structured_input',
    );
    const questions = cells.map((cell) => cell.item.value as StructuredInputItem);
    return questions.find((item) => item.status === 'pending');
  });
  const status = state.thread.value?.status;
  if (status?.type === 'closed') return null;
  if (status?.type === 'locked') return <Locked reason={status.reason ?? null} />;
  if (pending.value && state.phase.value === 'idle')
    return <Questions key={pending.value.id} item={pending.value} />;
  return <Editor />;
}
