// The three examples of the API's public documentation, as a Node program writes them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI, { APIError } from 'openai';
import { makeThreads } from './wire.mjs';

test('a session is created and cancelled', async () => {
  const client = new OpenAI();
  const session = await client.beta.chatkit.sessions.create({
    user: 'user_12345',
    workflow: {
      id: 'workflow_abc123',
      state_variables: { context: 'customer_support' },
      version: 'v1.0',
    },
  });
  assert.match(session.id, /^cksess_/);
  assert.equal(session.status, 'active');
  assert.equal(session.user, 'user_12345');
  assert.ok(session.expires_at * 1000 > Date.now());
  const cancelled = await client.beta.chatkit.sessions.cancel(session.id);
  assert.equal(cancelled.status, 'cancelled');
});

test('the complete example', async () => {
  const { ids } = await makeThreads(1);
  const client = new OpenAI();
  const session = await client.beta.chatkit.sessions.create({
    user: 'user_12345',
    workflow: { id: 'workflow_xyz', state_variables: { mode: 'qa' } },
    rate_limits: { per_minute: 20 },
  });
  assert.equal(session.max_requests_per_1_minute, 20);
  const threads = await client.beta.chatkit.threads.list({ limit: 10 });
  assert.equal(threads.data[0].id, ids[0]);
  const thread = await client.beta.chatkit.threads.retrieve(threads.data[0].id);
  assert.deepEqual(thread.metadata, {});
  const items = await client.beta.chatkit.threads.listItems(thread.id, { order: 'asc' });
  for (const item of items.data) assert.ok(item.content !== undefined, item.type);
  const deleted = await client.beta.chatkit.threads.delete(thread.id);
  assert.equal(deleted.deleted, true);
  await client.beta.chatkit.sessions.cancel(session.id);
});

test('the cleanup example', async () => {
  const client = new OpenAI();
  let session;
  try {
    session = await client.beta.chatkit.sessions.create({
      user: 'user_abc',
      workflow: { id: 'workflow_123' },
    });
  } finally {
    try {
      await client.beta.chatkit.sessions.cancel(session.id);
    } catch (error) {
      if (!(error instanceof APIError)) throw error;
    }
  }
  assert.equal((await client.beta.chatkit.sessions.cancel(session.id)).status, 'cancelled');
});
