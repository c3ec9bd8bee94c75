// The official Node SDK, unmodified, against the live server: every method, errors and retries.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI from 'openai';
import { client, createThread, makeThreads, newUser } from './wire.mjs';

const { sessions, threads } = client.beta.chatkit;
const unknown = `cthr_${'0'.repeat(48)}`;

test('sessions.create gives the documented defaults', async () => {
  const user = newUser();
  const session = await sessions.create({ user, workflow: { id: 'demo' } });
  assert.equal(session.object, 'chatkit.session');
  assert.equal(session.status, 'active');
  assert.equal(session.user, user);
  assert.match(session.client_secret, /^ek_/);
  assert.equal(session.max_requests_per_1_minute, 10);
  assert.equal(session.workflow.state_variables, null);
  assert.equal(session.chatkit_configuration.history.enabled, true);
});

test('sessions.create echoes state variables with their types', async () => {
  const state_variables = { text: 'a', flag: true, count: 3, share: 0.5 };
  const session = await sessions.create({
    user: newUser(),
    workflow: { id: 'workflow_abc123', version: 'v1.0', state_variables },
  });
  assert.deepEqual(session.workflow.state_variables, state_variables);
  assert.equal(session.workflow.version, 'v1.0');
});

test('sessions.cancel ends the session', async () => {
  const session = await sessions.create({ user: newUser(), workflow: { id: 'demo' } });
  const cancelled = await sessions.cancel(session.id);
  assert.equal(cancelled.status, 'cancelled');
  await assert.rejects(createThread(session.client_secret), /401/);
});

test('threads.retrieve, listItems and delete', async () => {
  const { user, ids } = await makeThreads(1);
  const thread = await threads.retrieve(ids[0]);
  assert.equal(thread.object, 'chatkit.thread');
  assert.equal(thread.user, user);
  assert.equal(thread.status.type, 'active');
  const items = await threads.listItems(ids[0], { order: 'asc' });
  assert.equal(items.data[0].type, 'chatkit.user_message');
  assert.equal(items.data[0].content[0].text, 'Question 0');
  assert.ok(items.data.some((item) => item.type === 'chatkit.assistant_message'));
  const deleted = await threads.delete(ids[0]);
  assert.deepEqual(deleted, { id: ids[0], object: 'chatkit.thread.deleted', deleted: true });
  await assert.rejects(threads.retrieve(ids[0]), OpenAI.NotFoundError);
});

test('a wrong key is an AuthenticationError', async () => {
  const stranger = client.withOptions({ apiKey: 'sk-ck-wrong-key-of-nobody' });
  await assert.rejects(stranger.beta.chatkit.threads.list(), (error) => {
    assert.ok(error instanceof OpenAI.AuthenticationError);
    assert.equal(error.status, 401);
    assert.equal(error.code, 'invalid_api_key');
    return true;
  });
});

test('unknown objects are NotFoundErrors', async () => {
  for (const call of [
    () => threads.retrieve(unknown),
    () => threads.delete(unknown),
    () => threads.listItems(unknown),
    () => sessions.cancel(unknown),
  ]) {
    await assert.rejects(call(), OpenAI.NotFoundError);
  }
});

test('wrong parameters are BadRequestErrors with code and param', async () => {
  const create = (user, workflow) => sessions.create({ user, workflow });
  const rows = [
    [() => create('', { id: 'demo' }), 'string_below_min_length', 'user'],
    [() => create('a', {}), 'missing_required_parameter', 'workflow.id'],
    [() => threads.list({ limit: 101 }), 'integer_above_max_value', 'limit'],
    [() => threads.list({ order: 'sideways' }), 'invalid_value', 'order'],
  ];
  for (const [call, code, param] of rows) {
    await assert.rejects(call(), (error) => {
      assert.ok(error instanceof OpenAI.BadRequestError);
      assert.deepEqual([error.code, error.param], [code, param]);
      return true;
    });
  }
});

for (const [status, kind] of [
  [429, OpenAI.RateLimitError],
  [500, OpenAI.InternalServerError],
]) {
  test(`${status} is retried twice and then raised`, async () => {
    const user = newUser();
    const asked = (times) => ({ headers: { 'x-proxy-fault': `${newUser()} ${status} ${times}` } });
    const page = await threads.list({ user }, asked(2));
    assert.deepEqual(page.data, []);
    await assert.rejects(threads.list({ user }, asked(3)), kind);
  });
}

test('a lost connection is retried', async () => {
  const headers = { 'x-proxy-fault': `${newUser()} 0 1` };
  const page = await threads.list({ user: newUser() }, { headers });
  assert.deepEqual(page.data, []);
});
