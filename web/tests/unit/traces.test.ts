/**
 * The golden conversations of the contract: what goes in as events is what the server has stored.
 */

import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { StreamEvent } from '../../src/protocol/events.ts';
import { applyEvent } from '../../src/state/apply_event.ts';
import { ChatState } from '../../src/state/chat_state.ts';

interface Step {
  request: { type: string; params: { item_id?: string; result?: unknown } };
  stream?: StreamEvent[];
  client_disconnects_after_events?: number;
  error?: string;
  stored_items_after: { type: string }[];
}

const folder = new URL('../../../../shared/contract/traces/', import.meta.url);
const skip = existsSync(folder) ? false : 'the contract folder ../shared is not here';
const HIDDEN = ['hidden_context_item', 'sdk_hidden_context', 'end_of_turn'];

for (const file of skip ? [] : readdirSync(folder)) {
  test(`trace ${file}`, () => {
    const { steps } = JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as { steps: Step[] };
    const state = new ChatState();
    const done = new Set<string>();
    let compared = 0;
    for (const step of steps) {
      if (!step.stream || step.error) continue;
      if (step.request.type === 'threads.create') state.closeThread();
      if (step.request.type === 'threads.retry_after_item')
        state.items.cutAfter(step.request.params.item_id ?? '');
      if (step.request.type === 'threads.add_client_tool_output')
        completeCalls(state, step.request.params.result);
      for (const event of step.stream) {
        applyEvent(state, event);
        if (event.type === 'thread.item.done' || event.type === 'thread.item.replaced')
          done.add(event.item.id);
      }
      if (step.client_disconnects_after_events !== undefined) continue;
      assert.deepEqual(stored(state, done), visible(step));
      ++compared;
    }
    assert.ok(compared > 0 || steps.every(isNotComparable), 'nothing was compared');
  });
}

test('the traces are there', { skip }, () => {
  assert.ok(readdirSync(folder).length >= 14);
});

/** A client that sends an output knows that its call is done. */
function completeCalls(state: ChatState, output: unknown): void {
  for (const item of state.items.snapshot()) {
    if (item.type === 'client_tool_call') state.items.put({ ...item, status: 'completed', output });
  }
}

function isNotComparable(step: Step): boolean {
  return (
    !step.stream || step.error !== undefined || step.client_disconnects_after_events !== undefined
  );
}

function visible(step: Step): unknown[] {
  return step.stored_items_after.filter(({ type }) => !HIDDEN.includes(type));
}

/** Items that a failed responder left open stay on the screen, and are not stored. */
function stored(state: ChatState, done: ReadonlySet<string>): unknown[] {
  return state.items.snapshot().filter(({ id, type }) => done.has(id) && !HIDDEN.includes(type));
}
