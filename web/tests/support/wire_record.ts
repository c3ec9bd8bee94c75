/**
 * The wire of a test: what went over it, each word checked against the contract. A test file that
 * records has its tests fail where the contract knows better.
 */

import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { after, afterEach } from 'node:test';
import type { StreamEvent } from '../../src/protocol/events.ts';
import { SseDecoder } from '../../src/wire/sse.ts';
import {
  answerProblem,
  uploadProblem,
  errorProblem,
  eventProblem,
  requestProblem,
  skip,
} from './wire_contract.ts';

/** One conversation op that went to the server, as the wire carried it. */
export interface RecordedOp {
  type: string;
  params: Record<string, unknown>;
}

const UPLOADS_PATH = '/v1/chatkit/files';

const violations: string[] = [];
const checkWire = (): void => assert.deepEqual(violations.splice(0), [], 'the wire is not right');
/** What only measures has a site too, but nobody to tell and no time to lose. */
const isTest = process.argv[1]?.endsWith('.test.ts') ?? false;
if (isTest) {
  afterEach(checkWire);
  after(checkWire);
  if (skip) console.warn(`the wire is recorded and not checked: ${skip}`);
}

/** The ops that the element sent and, in tests, the events that it got, in their order. */
export class WireRecord {
  readonly ops: RecordedOp[] = [];
  readonly events: StreamEvent[] = [];

  takeOp(op: RecordedOp): void {
    this.ops.push(op);
    note(`op ${op.type}`, requestProblem(op), op);
  }

  /** Reads along with the answer to `op`, or to whatever else was asked of `path`. */
  follow(path: string, op: RecordedOp | null, answer: IncomingMessage): void {
    if (!isTest) return;
    const type = answer.headers['content-type'] ?? '';
    if (type.startsWith('text/event-stream')) this.readEvents(answer);
    else if (type.startsWith('application/json')) readDocument(path, op, answer);
  }

  /** The kinds of the events, those of an item's updates by the update. */
  kinds(): string[] {
    return this.events.map((event) =>
      event.type === 'thread.item.updated' ? event.update.type : event.type,
    );
  }

  /** Forgets what was recorded so far. */
  clear(): void {
    this.ops.length = 0;
    this.events.length = 0;
  }

  private readEvents(answer: IncomingMessage): void {
    const decoder = new SseDecoder();
    const text = new TextDecoder();
    answer.on('data', (chunk: Buffer) => {
      for (const { data } of decoder.feed(text.decode(chunk, { stream: true }))) {
        const event = JSON.parse(data) as StreamEvent;
        this.events.push(event);
        note(`event ${event.type}`, eventProblem(event), event);
      }
    });
  }
}

function readDocument(path: string, op: RecordedOp | null, answer: IncomingMessage): void {
  const chunks: Buffer[] = [];
  answer.on('data', (chunk: Buffer) => chunks.push(chunk));
  answer.on('end', () => {
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString());
    noteDocument(path, op, answer.statusCode ?? 0, body);
  });
}

function noteDocument(
  path: string,
  op: RecordedOp | null,
  statusCode: number,
  body: unknown,
): void {
  if (statusCode >= 400) note(`refusal of ${path}`, errorProblem(body), body);
  else if (op) note(`answer to ${op.type}`, answerProblem(op.type, body), body);
  else if (path === UPLOADS_PATH) note('upload', uploadProblem(body), body);
}

function note(what: string, problem: string | null, value: unknown): void {
  if (problem) violations.push(`${what}: ${problem} in ${JSON.stringify(value).slice(0, 300)}`);
}
