/** The checks of the wire take what the golden conversations hold, and refuse each change to it. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import {
  answerProblem,
  errorProblem,
  eventProblem,
  requestProblem,
  skip,
} from '../support/wire_contract.ts';

interface Step {
  request: { type: string; params: Record<string, unknown> };
  stream?: object[];
  json?: unknown;
  error?: string;
}

const folder = new URL('../../../../shared/contract/traces/', import.meta.url);

/** Placeholders of the traces as the wire would have them. */
function steps(file: string): Step[] {
  const text = readFileSync(new URL(file, folder), 'utf8').replaceAll(
    '"<time>"',
    '"2026-01-01T00:00:00Z"',
  );
  return (JSON.parse(text) as { steps: Step[] }).steps;
}

for (const file of skip ? [] : readdirSync(folder)) {
  test(`every word of ${file} is right`, () => {
    for (const { request, stream = [], json, error } of steps(file)) {
      if (error) continue;
      assert.equal(requestProblem(request), null);
      for (const event of stream) assert.equal(eventProblem(event), null);
      if (json !== undefined) assert.equal(answerProblem(request.type, json), null);
    }
  });
}

const thread = {
  id: 't',
  created_at: '2026-01-01T00:00:00Z',
  items: { data: [], has_more: false },
  status: { type: 'active' },
  metadata: {},
};
const created = { type: 'thread.created', thread };
const input = { content: [], attachments: [], inference_options: {} };

const WRONG_EVENTS: Record<string, object> = {
  'no type': { thread },
  'an unknown type': { type: 'thread.renamed', thread },
  'no thread': { type: 'thread.created' },
  'an unknown key': { ...created, more: 1 },
  'an unknown key inside': { ...created, thread: { ...thread, more: 1 } },
  'a null': { ...created, thread: { ...thread, title: null } },
  'a time without a zone': { ...created, thread: { ...thread, created_at: '2026-01-01T00:00:00' } },
};
for (const [what, event] of Object.entries(WRONG_EVENTS)) {
  test(`an event with ${what} is wrong`, { skip }, () => {
    assert.equal(eventProblem(created), null);
    assert.notEqual(eventProblem(event), null);
  });
}

const WRONG_OPS: Record<string, object> = {
  'no type': { params: { input } },
  'no attachments': { type: 'threads.create', params: { input: { content: [] } } },
  'an unknown key': { type: 'threads.create', params: { input, more: 1 } },
  'a null': { type: 'threads.create', params: { input: { ...input, quoted_text: null } } },
  'a stop of nothing': { type: 'threads.stop', params: {} },
};
for (const [what, op] of Object.entries(WRONG_OPS)) {
  test(`an op with ${what} is wrong`, { skip }, () => {
    assert.equal(requestProblem({ type: 'threads.create', params: { input } }), null);
    assert.equal(requestProblem({ type: 'threads.stop', params: { thread_id: 't' } }), null);
    assert.notEqual(requestProblem(op), null);
  });
}

test('an answer is of the kind that its op has', { skip }, () => {
  assert.equal(answerProblem('threads.get_by_id', thread), null);
  assert.notEqual(answerProblem('threads.list', thread), null);
  assert.equal(answerProblem('threads.delete', {}), null);
  assert.notEqual(answerProblem('threads.delete', thread), null);
  assert.notEqual(answerProblem('threads.create', thread), null);
});

test('a refusal has the form of the API', { skip }, () => {
  const error = { message: 'm', type: 'invalid_request_error', param: null, code: null };
  assert.equal(errorProblem({ error }), null);
  assert.notEqual(errorProblem({ error: { message: 'm' } }), null);
  assert.notEqual(errorProblem({}), null);
});
