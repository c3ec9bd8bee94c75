/** What of a thread is kept and what is read again. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Context } from '../../src/chat/context.ts';
import { Drafts } from '../../src/chat/drafts.ts';
import { Threads } from '../../src/chat/threads.ts';
import type { ThreadItem } from '../../src/protocol/items.ts';
import { ChatState } from '../../src/state/chat_state.ts';

const item = (type: 'user_message' | 'assistant_message', id: string): ThreadItem =>
  ({ type, id, thread_id: 't', created_at: '', content: [] }) as unknown as ThreadItem;

test('what is stored takes the place of an answer whose rest is gone', async () => {
  const state = new ChatState();
  const thread = { id: 't', created_at: '' };
  state.thread.value = thread;
  for (const each of [item('user_message', 'old'), item('assistant_message', 'before')])
    state.items.put(each);
  state.items.put(item('user_message', 'asked'));
  state.items.put(item('assistant_message', 'half'));
  const stored = [item('user_message', 'asked'), item('assistant_message', 'whole')];
  const logged: unknown[] = [];
  const context = {
    state,
    host: { id: '', emit: (_: string, detail: unknown) => void logged.push(detail) },
    client: {
      call: async () => ({ ...thread, items: { data: stored, has_more: true, after: 'asked' } }),
    },
  } as unknown as Context;
  await new Threads(context, new Drafts(context)).recover();
  const shown = state.items.snapshot().map(({ id }) => id);
  assert.deepEqual(shown, ['old', 'before', 'asked', 'whole']);
  assert.equal((logged[0] as { name: string }).name, 'thread.load');
});
