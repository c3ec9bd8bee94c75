/** How cuts are healed: what is sent again, and when the rest of a run is given up. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { followRun } from '../../src/chat/follow_run.ts';
import type { StreamEvent } from '../../src/protocol/events.ts';
import type { StreamingOp } from '../../src/protocol/ops.ts';
import type { Backend } from '../../src/wire/backend.ts';
import { Client } from '../../src/wire/client.ts';
import { RunStream } from '../../src/wire/run_stream.ts';
import { WireError } from '../../src/wire/wire_error.ts';

const op: StreamingOp = {
  type: 'threads.retry_after_item',
  params: { thread_id: 't', item_id: 'u' },
};
const progress = 'id: r:1\ndata: {"type":"progress_update","text":"one"}\n\n';
const stream = (body: string) => new Response(body, { headers: { 'chatkit-run': 'r' } });

/** Answers one request after the other as scripted; an Error is a lost connection. */
class ScriptedBackend implements Backend {
  readonly url = 'https://api.example/conversation';
  readonly upload = { type: 'two_phase' } as const;
  readonly requests: { method: string; key: string | null; last: string | null }[] = [];
  private readonly answers: (Response | Error)[];
  private readonly resumes: boolean;

  constructor(answers: (Response | Error)[], resumes = true) {
    this.answers = answers;
    this.resumes = resumes;
  }

  runUrl(run: string): string | null {
    return this.resumes ? `${this.url}/${run}/events` : null;
  }

  async send(_: string, init: RequestInit): Promise<Response> {
    const headers = new Headers(init.headers);
    this.requests.push({
      method: init.method ?? 'GET',
      key: headers.get('Idempotency-Key'),
      last: headers.get('Last-Event-ID'),
    });
    const answer = this.answers.shift();
    if (answer instanceof Response) return answer;
    throw answer ?? new Error('one request too many');
  }
}

async function follow(backend: ScriptedBackend) {
  const events: StreamEvent[] = [];
  const names: string[] = [];
  const context = {
    client: new Client(backend, () => 'en'),
    host: { id: '', emit: (_: string, detail?: unknown) => void names.push(nameOf(detail)) },
  };
  const run = new RunStream({ key: 'key-1' });
  const whole = await followRun(context, run, op, (batch) => void events.push(...batch));
  return { whole, events, names };
}

const nameOf = (detail: unknown): string => (detail as { name: string }).name;

test('an op whose answer was lost goes out again under the same key', async () => {
  const backend = new ScriptedBackend([new WireError('lost'), stream(`${progress}: end\n\n`)]);
  const { whole, events, names } = await follow(backend);
  assert.equal(whole, true);
  assert.equal(events.length, 1);
  assert.deepEqual(
    backend.requests.map(({ method, key }) => [method, key]),
    [
      ['POST', 'key-1'],
      ['POST', 'key-1'],
    ],
  );
  assert.deepEqual(names, ['stream.resume']);
});

test('a cut stream goes on after its last event; a run that is gone is given up', async () => {
  const gone = Response.json({ error: { code: 'run_log_expired' } }, { status: 410 });
  const backend = new ScriptedBackend([stream(progress), gone]);
  const { whole, events } = await follow(backend);
  assert.equal(whole, false);
  assert.equal(events.length, 1);
  assert.deepEqual(backend.requests[1], { method: 'GET', key: null, last: 'r:1' });
});

test('an unknown thread is a failure, not a run that is gone', async () => {
  const backend = new ScriptedBackend([Response.json({}, { status: 404 })]);
  await assert.rejects(follow(backend), { status: 404 });
});

test('a server that knows no runs gets no key and nothing twice', async () => {
  const backend = new ScriptedBackend([new WireError('lost')], false);
  await assert.rejects(follow(backend), { status: 0 });
  assert.deepEqual(
    backend.requests.map(({ key }) => key),
    [null],
  );
});
