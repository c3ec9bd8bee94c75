import type { StructuredInputItem } from '../../protocol/items.ts';
import { useView } from '../context.ts';

/** Questions that were answered, as they stay in the thread. */
export function StructuredInputView({ item }: { item: StructuredInputItem }) {
  const { t } = useView();
  return (
    <dl class="answers" part="structured-input">
      {item.inputs.map(({ id, question, answer }) => (
        <div key={id}>
          <dt dir="auto">{question}</dt>
          <dd dir="auto">{answer && !answer.skipped ? answer.values.join(', ') : t('skipped')}</dd>
        </div>
      ))}
    </dl>
  );
}
