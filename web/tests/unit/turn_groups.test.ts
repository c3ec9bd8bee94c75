import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ThreadItem } from '../../src/protocol/items.ts';
import { ItemList } from '../../src/state/item_list.ts';
import { type TurnGroup, TurnGroups } from '../../src/state/turn_groups.ts';

const base = { thread_id: 't', created_at: '' };
const user = (id: string): ThreadItem => ({
  ...base,
  type: 'user_message',
  id,
  content: [],
  inference_options: {},
});
const answer = (id: string): ThreadItem => ({
  ...base,
  type: 'assistant_message',
  id,
  content: [],
});

class Thread {
  readonly items = new ItemList();
  private readonly groups = new TurnGroups();

  constructor(items: readonly ThreadItem[]) {
    for (const item of items) this.items.put(item);
  }

  turns(): readonly TurnGroup[] {
    return this.groups.update(this.items.cells.peek());
  }
}

const idsOf = ({ user: own, answers }: TurnGroup) => [
  own?.item.peek().id ?? null,
  ...answers.map((cell) => cell.item.peek().id),
];

test('a turn is a message with its answers; answers before any message have none', () => {
  const thread = new Thread([answer('0'), user('1'), answer('2'), answer('3'), user('4')]);
  assert.deepEqual(thread.turns().map(idsOf), [[null, '0'], ['1', '2', '3'], ['4']]);
});

test('a turn whose items are the same is the same object', () => {
  const thread = new Thread([user('1'), answer('2'), user('3')]);
  const [first, last] = thread.turns();
  thread.items.put(answer('4'));
  const [stays, grown] = thread.turns();
  assert.equal(stays, first);
  assert.notEqual(grown, last);
  assert.deepEqual(grown && idsOf(grown), ['3', '4']);
});

test('a turn keeps its key when answers come', () => {
  const thread = new Thread([user('1')]);
  const [asked] = thread.turns();
  thread.items.put(answer('2'));
  assert.equal(thread.turns()[0]?.key, asked?.key);
});

test('a turn that a page cut in two keeps its key when its beginning comes', () => {
  const thread = new Thread([answer('3'), user('4')]);
  const [cut] = thread.turns();
  thread.items.prepend([user('1'), answer('2')]);
  const turns = thread.turns();
  assert.deepEqual(turns.map(idsOf), [['1', '2', '3'], ['4']]);
  assert.equal(turns[0]?.key, cut?.key);
});
