import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ItemUpdate } from '../../src/protocol/events.ts';
import type {
  AssistantContent,
  AssistantMessage,
  ThreadItem,
  WidgetItem,
  WorkflowItem,
} from '../../src/protocol/items.ts';
import { updatedItem } from '../../src/state/item_update.ts';

const base = { id: 'i', thread_id: 't', created_at: '2026-01-01T00:00:00Z' };
const message: AssistantMessage = { ...base, type: 'assistant_message', content: [] };

function after<Item extends ThreadItem>(item: Item, ...updates: ItemUpdate[]): Item {
  return updates.reduce<ThreadItem>(updatedItem, item) as Item;
}

const part = (text: string): AssistantContent => ({ type: 'output_text', text, annotations: [] });
const note = (title: string) =>
  ({ type: 'annotation', source: { type: 'file', title, filename: 'f' }, index: 1 }) as const;

test('a part that was skipped is filled with empty text', () => {
  const done = after(message, {
    type: 'assistant_message.content_part.text_delta',
    content_index: 1,
    delta: 'b',
  });
  assert.deepEqual(done.content, [part(''), part('b')]);
});

test('an annotation is inserted at its index', () => {
  const add = (annotation_index: number, title: string): ItemUpdate => ({
    type: 'assistant_message.content_part.annotation_added',
    content_index: 0,
    annotation_index,
    annotation: note(title),
  });
  const done = after(message, add(0, 'first'), add(0, 'before it'));
  assert.deepEqual(
    done.content[0]?.annotations?.map(({ source }) => source.title),
    ['before it', 'first'],
  );
});

test('a done part replaces what its deltas made', () => {
  const done = after(
    message,
    { type: 'assistant_message.content_part.added', content_index: 0, content: part('a') },
    { type: 'assistant_message.content_part.text_delta', content_index: 0, delta: 'b' },
    { type: 'assistant_message.content_part.done', content_index: 0, content: part('whole') },
  );
  assert.deepEqual(done.content, [part('whole')]);
});

const workflow: WorkflowItem = {
  ...base,
  type: 'workflow',
  workflow: { type: 'custom', tasks: [] },
};

test('tasks are inserted and replaced by index', () => {
  const task = (title: string) => ({ type: 'custom', title }) as const;
  const done = after(
    workflow,
    { type: 'workflow.task.added', task_index: 0, task: task('second') },
    { type: 'workflow.task.added', task_index: 0, task: task('first') },
    { type: 'workflow.task.updated', task_index: 1, task: task('changed') },
  );
  assert.deepEqual(done.workflow.tasks, [task('first'), task('changed')]);
});

const untouched = { type: 'Row' as const, children: [] };
const widget: WidgetItem = {
  ...base,
  type: 'widget',
  widget: {
    type: 'Card',
    children: [untouched, { type: 'Col', children: [{ type: 'Text', id: 'a', value: 'x' }] }],
  },
};

test('a delta reaches a component at any depth and leaves the others identical', () => {
  const done = after(widget, {
    type: 'widget.streaming_text.value_delta',
    component_id: 'a',
    delta: 'y',
    done: false,
  });
  assert.deepEqual(done.widget.children[1], {
    type: 'Col',
    children: [{ type: 'Text', id: 'a', value: 'xy', streaming: true }],
  });
  assert.equal(done.widget.children[0], untouched);
});

test('a component is replaced whole, a root too', () => {
  const component = { type: 'Caption', id: 'a', value: 'c' } as const;
  const changed = after(widget, { type: 'widget.component.updated', component_id: 'a', component });
  assert.deepEqual(changed.widget.children[1], { type: 'Col', children: [component] });
  const root = { type: 'Basic', children: [] } as const;
  assert.deepEqual(
    after(widget, { type: 'widget.root.updated', widget: { ...root, children: [] } }).widget,
    root,
  );
});

test('an update of another kind changes nothing', () => {
  const update: ItemUpdate = {
    type: 'workflow.task.added',
    task_index: 0,
    task: { type: 'image' },
  };
  assert.equal(updatedItem(message, update), message);
});
