/** Each thread has the draft that was written in it. */

import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import type { Context } from '../../src/chat/context.ts';
import { Drafts } from '../../src/chat/drafts.ts';
import { ChatState } from '../../src/state/chat_state.ts';
import type { DraftPart } from '../../src/state/draft_parts.ts';

const kept = new Map<string | null, readonly DraftPart[]>();
const storage = {
  draft: (id: string | null) => kept.get(id) ?? [],
  saveDraft: (id: string | null, parts: readonly DraftPart[]) =>
    void (parts.length > 0 ? kept.set(id, parts) : kept.delete(id)),
};

let state: ChatState;
let drafts: Drafts;
beforeEach(() => {
  kept.clear();
  state = new ChatState();
  drafts = new Drafts({ state, storage } as unknown as Context);
});

const write = (text: string): void => state.draft.type(state.draft.range.peek(), text);
const shown = (): string => state.draft.parts.peek().reduce((text, part) => text + part.text, '');

test('a thread gets its own draft back, and nothing of another', () => {
  drafts.open('a');
  write('for a');
  drafts.open('b');
  assert.equal(shown(), '');
  write('for b');
  drafts.open('a');
  assert.equal(shown(), 'for a');
});

test('what is written for a new thread goes along when the server makes it', () => {
  drafts.open(null);
  write('and then');
  drafts.follow('made');
  write('?');
  assert.deepEqual([...kept.keys()], ['made']);
  drafts.open(null);
  assert.equal(shown(), '');
  drafts.open('made');
  assert.equal(shown(), 'and then?');
});

test('what was sent or forgotten does not come back', () => {
  drafts.open('a');
  write('sent');
  state.draft.clear();
  drafts.open('b');
  write('deleted with its thread');
  drafts.forget('b');
  assert.equal(kept.size, 0);
});
