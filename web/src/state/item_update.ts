import type { ItemUpdate } from '../protocol/events.ts';
import type {
  AssistantContent,
  AssistantMessage,
  ThreadItem,
  Workflow,
} from '../protocol/items.ts';
import { appendValue, replaceComponent } from './widget_tree.ts';

/** `item` after `update`. An update that does not fit the item's kind leaves it as it is. */
export function updatedItem(item: ThreadItem, update: ItemUpdate): ThreadItem {
  switch (item.type) {
    case 'assistant_message':
      return updatedMessage(item, update);
    case 'workflow':
      return { ...item, workflow: updatedWorkflow(item.workflow, update) };
    case 'generated_image':
      if (update.type !== 'generated_image.updated') return item;
      return { ...item, image: update.image, progress: update.progress ?? null };
    case 'widget':
      if (update.type === 'widget.root.updated') return { ...item, widget: update.widget };
      if (update.type === 'widget.component.updated') {
        const { component_id: id, component } = update;
        return { ...item, widget: replaceComponent(item.widget, id, component) };
      }
      if (update.type !== 'widget.streaming_text.value_delta') return item;
      return {
        ...item,
        widget: appendValue(item.widget, update.component_id, update.delta, update.done),
      };
    default:
      return item;
  }
}

function updatedMessage(item: AssistantMessage, update: ItemUpdate): AssistantMessage {
  switch (update.type) {
    case 'assistant_message.content_part.added':
    case 'assistant_message.content_part.done':
      return withPart(item, update.content_index, () => update.content);
    case 'assistant_message.content_part.text_delta':
      return withPart(item, update.content_index, (part) => ({
        ...part,
        text: part.text + update.delta,
      }));
    case 'assistant_message.content_part.annotation_added':
      return withPart(item, update.content_index, (part) => {
        const annotations = [...(part.annotations ?? [])];
        annotations.splice(update.annotation_index, 0, update.annotation);
        return { ...part, annotations };
      });
    default:
      return item;
  }
}

/** Parts before `index` that never came are filled with empty text. */
function withPart(
  item: AssistantMessage,
  index: number,
  change: (part: AssistantContent) => AssistantContent,
): AssistantMessage {
  const content = [...item.content];
  while (content.length <= index) content.push({ type: 'output_text', text: '', annotations: [] });
  const part = content[index];
  if (part) content[index] = change(part);
  return { ...item, content };
}

function updatedWorkflow(workflow: Workflow, update: ItemUpdate): Workflow {
  const tasks = [...workflow.tasks];
  if (update.type === 'workflow.task.added') tasks.splice(update.task_index, 0, update.task);
  else if (update.type === 'workflow.task.updated') tasks[update.task_index] = update.task;
  else return workflow;
  return { ...workflow, tasks };
}
