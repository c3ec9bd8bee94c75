import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ThreadItem } from '../../src/protocol/items.ts';
import { applyEvent } from '../../src/state/apply_event.ts';
import { ChatState } from '../../src/state/chat_state.ts';
import { utf16Offset } from '../../src/state/code_points.ts';
import { PageStorage } from '../../src/state/storage.ts';

const user = (id: string): ThreadItem => ({
  type: 'user_message',
  id,
  thread_id: 't',
  created_at: '',
  content: [],
  inference_options: {},
});
const answer = (id: string): ThreadItem => ({
  type: 'assistant_message',
  id,
  thread_id: 't',
  created_at: '',
  content: [],
});
const ids = (state: ChatState) => state.items.snapshot().map(({ id }) => id);

test("the server's message takes the place of the one shown before it, with the same view", () => {
  const state = new ChatState();
  state.items.put(user('optimistic'));
  state.optimisticId.value = 'optimistic';
  const [cell] = state.items.cells.peek();
  applyEvent(state, { type: 'thread.item.done', item: user('real') });
  assert.deepEqual(ids(state), ['real']);
  assert.equal(state.items.cells.peek()[0], cell);
  assert.equal(state.optimisticId.peek(), null);
});

test('an empty page of items in an event clears nothing', () => {
  const state = new ChatState();
  state.items.put(user('u'));
  const thread = { id: 't', created_at: '', title: 'new', items: { data: [], has_more: false } };
  applyEvent(state, { type: 'thread.updated', thread });
  assert.deepEqual(ids(state), ['u']);
  assert.equal(state.thread.peek()?.title, 'new');
});

test('progress gives way to the next message', () => {
  const state = new ChatState();
  applyEvent(state, { type: 'progress_update', text: 'Searching' });
  assert.equal(state.progress.peek()?.text, 'Searching');
  applyEvent(state, { type: 'thread.item.added', item: answer('a') });
  assert.equal(state.progress.peek(), null);
});

test('a change of an item does not wake those who watch the list', () => {
  const state = new ChatState();
  state.items.put(answer('a'));
  const before = state.items.cells.peek();
  state.items.update('a', {
    type: 'assistant_message.content_part.text_delta',
    content_index: 0,
    delta: 'x',
  });
  assert.equal(state.items.cells.peek(), before);
});

test('older items come in front once, and a cut drops what is behind', () => {
  const state = new ChatState();
  state.items.put(user('c'));
  state.items.put(answer('d'));
  state.items.prepend([user('a'), user('c')]);
  assert.deepEqual(ids(state), ['a', 'c', 'd']);
  state.items.cutAfter('c');
  assert.deepEqual(ids(state), ['a', 'c']);
  state.items.put(answer('d'));
  assert.deepEqual(ids(state), ['a', 'c', 'd']);
});

test('annotations count code points, not UTF-16 units', () => {
  assert.equal(utf16Offset('a😀b', 2), 3);
  assert.equal(utf16Offset('a😀b', 99), 4);
});

test('without storage nothing is kept and nothing fails', () => {
  const storage = new PageStorage(
    () => 'https://api.example',
    () => {
      throw new DOMException('denied', 'SecurityError');
    },
  );
  storage.saveDraft(null, [{ type: 'input_text', text: 'x' }]);
  assert.deepEqual(storage.draft(null), []);
});

/** A tab's storage that can be looked into. */
function tabStorage() {
  const kept = new Map<string, string>();
  const area = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
  return { kept, area };
}

test('chats of other addresses, elements and threads have drafts and runs of their own', () => {
  const { kept, area } = tabStorage();
  const one = new PageStorage(
    () => 'https://api.example#one',
    () => area,
  );
  const two = new PageStorage(
    () => 'https://api.example#two',
    () => area,
  );
  const draft = [{ type: 'input_tag' as const, id: 'u', text: 'Ann', data: { a: 1 } }];
  one.saveDraft('t', draft);
  one.saveOpenRun({ threadId: 't', runId: 'r' });
  assert.deepEqual(one.draft('t'), draft);
  assert.deepEqual([one.draft(null), two.draft('t'), two.openRun()], [[], [], null]);
  one.saveDraft('t', []);
  one.saveOpenRun(null);
  assert.equal(kept.size, 0);
});

test('twenty drafts are kept, and not more than a tab can hold: the oldest make room', () => {
  const { kept, area } = tabStorage();
  const storage = new PageStorage(
    () => 'https://api.example#',
    () => area,
  );
  const text = (value: string) => [{ type: 'input_text' as const, text: value }];
  const ids = Array.from({ length: 21 }, (_, at) => `t${at}`);
  for (const id of ids) storage.saveDraft(id, text(id));
  assert.deepEqual(
    ids.filter((id) => storage.draft(id).length > 0),
    ids.slice(1),
  );
  storage.saveDraft('long', text('x'.repeat(150_000)));
  storage.saveDraft('longer', text('x'.repeat(150_000)));
  assert.equal(storage.draft('longer').length, 1);
  assert.equal(storage.draft('long').length, 0);
  assert.ok([...kept.values()].join('').length <= 200_000);
});
