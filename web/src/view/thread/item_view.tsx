import { reportError } from '../../chat/context.ts';
import type { ThreadItem } from '../../protocol/items.ts';
import type { ItemCell } from '../../state/item_list.ts';
import { Guard } from '../../widgets/guard.tsx';
import { useView } from '../context.ts';
import { AssistantMessageView } from './assistant_message.tsx';
import { GeneratedImageView } from './generated_image.tsx';
import { StructuredInputView } from './structured_input.tsx';
import { UserMessageView } from './user_message.tsx';
import { WidgetItemView } from './widget_item.tsx';
import { TaskView, WorkflowView } from './workflow.tsx';

/** One item; only this view is drawn anew when the item changes. */
export function ItemView({ cell, growing }: { cell: ItemCell; growing: boolean }) {
  const { host } = useView().chat;
  const item = cell.item.value;
  return (
    <Guard of={item} report={(cause) => reportError(host, cause)}>
      <ItemContent item={item} growing={growing} />
    </Guard>
  );
}

function ItemContent({ item, growing }: { item: ThreadItem; growing: boolean }) {
  switch (item.type) {
    case 'user_message':
      return <UserMessageView message={item} />;
    case 'assistant_message':
      return <AssistantMessageView message={item} growing={growing} />;
    case 'workflow':
      return <WorkflowView workflow={item.workflow} growing={growing} />;
    case 'task':
      return <TaskView task={item.task} />;
    case 'generated_image':
      return <GeneratedImageView item={item} />;
    case 'structured_input':
      return item.status === 'pending' ? null : <StructuredInputView item={item} />;
    case 'widget':
      return <WidgetItemView item={item} />;
    default:
      return null;
  }
}
