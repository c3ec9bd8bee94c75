// Auto-pagination of the official Node SDK: both orders, both cursors, deleting on the way.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { client, collect, makeThreads } from './wire.mjs';

const { threads } = client.beta.chatkit;
const count = 9;
let user;
let ids;

before(async () => {
  ({ user, ids } = await makeThreads(count));
});

for (const limit of [1, 4, count, 100]) {
  test(`pages of ${limit} give every thread once, in both orders`, async () => {
    assert.deepEqual(await collect(threads.list({ user, limit, order: 'asc' })), ids);
    assert.deepEqual(await collect(threads.list({ user, limit, order: 'desc' })), ids.toReversed());
  });
}

test('after and before bound the list', async () => {
  const after = await collect(threads.list({ user, limit: 2, order: 'asc', after: ids[2] }));
  assert.deepEqual(after, ids.slice(3));
  const between = { user, limit: 2, order: 'asc', after: ids[1], before: ids[7] };
  assert.deepEqual(await collect(threads.list(between)), ids.slice(2, 7));
  const page = await threads.list({ user, limit: 2, order: 'asc', before: ids[5] });
  assert.deepEqual(page.data.map((thread) => thread.id), ids.slice(3, 5));
});

test('items page in both orders', async () => {
  const forward = await collect(threads.listItems(ids[0], { order: 'asc', limit: 1 }));
  const backward = await collect(threads.listItems(ids[0], { order: 'desc', limit: 1 }));
  assert.ok(forward.length >= 2);
  assert.deepEqual(backward.toReversed(), forward);
});

test('deleting while paging skips nothing', async () => {
  const own = await makeThreads(5);
  const seen = [];
  for await (const thread of threads.list({ user: own.user, limit: 2, order: 'asc' })) {
    seen.push(thread.id);
    await threads.delete(thread.id);
  }
  assert.deepEqual(seen, own.ids);
});
