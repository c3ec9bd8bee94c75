/** The document of the composer: positions, what goes out, undo, triggers. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Draft } from '../../src/state/draft.ts';
import {
  type DraftPart,
  type DraftTag,
  contentOf,
  lengthOf,
  sliced,
  spliced,
  textPart,
} from '../../src/state/draft_parts.ts';
import { triggerAt } from '../../src/state/draft_trigger.ts';

const ann: DraftTag = {
  type: 'input_tag',
  id: 'u1',
  text: 'Ann Lee',
  data: { role: 'author' },
  group: 'People',
  icon: 'user',
};
const caret = (at: number) => ({ start: at, end: at });

/** A draft as one line: tags in brackets. */
const shown = (parts: readonly DraftPart[]): string =>
  parts.map((part) => (part.type === 'input_tag' ? `[${part.text}]` : part.text)).join('');

test('a tag takes one position, and is cut out whole or not at all', () => {
  const parts = [textPart('Hi '), ann, textPart('!')];
  assert.equal(lengthOf(parts), 5);
  assert.equal(shown(sliced(parts, 1, 4)), 'i [Ann Lee]');
  assert.equal(shown(sliced(parts, 0, 3)), 'Hi ');
  assert.equal(shown(spliced(parts, 3, 4, [])), 'Hi !');
  assert.deepEqual(spliced(parts, 3, 4, [textPart('you')]), [textPart('Hi you!')]);
});

test('what goes out has no white space around it, tags with data, and no icons', () => {
  assert.deepEqual(contentOf([textPart('  ask '), ann, textPart(' \n')]), [
    { type: 'input_text', text: 'ask ' },
    {
      type: 'input_tag',
      id: 'u1',
      text: 'Ann Lee',
      data: { role: 'author' },
      group: 'People',
    },
  ]);
  assert.deepEqual(contentOf([textPart(' \n ')]), []);
});

test('typing is undone by words, a deletion as a whole, and all is done again', () => {
  const draft = new Draft();
  for (const letter of 'one two') draft.type(draft.range.peek(), letter);
  draft.replace({ start: 6, end: 7 }, [], 'delete');
  draft.replace({ start: 5, end: 6 }, [], 'delete');
  assert.equal(shown(draft.parts.peek()), 'one t');
  const seen = [];
  for (let step = 0; step < 4; step++) {
    draft.undo();
    seen.push(shown(draft.parts.peek()));
  }
  assert.deepEqual(seen, ['one two', 'one ', '', '']);
  for (let step = 0; step < 3; step++) draft.redo();
  assert.equal(shown(draft.parts.peek()), 'one t');
});

test('undo brings a deleted tag back with its data, and the caret with it', () => {
  const draft = new Draft();
  draft.load([textPart('Hi '), ann]);
  draft.replace({ start: 3, end: 4 }, [], 'delete');
  draft.type(draft.range.peek(), 'x');
  draft.undo();
  draft.undo();
  assert.deepEqual(draft.parts.peek(), [textPart('Hi '), ann]);
  assert.deepEqual(draft.range.peek(), caret(4));
});

test('a change after undo leaves nothing to redo, and moving the caret begins a new step', () => {
  const draft = new Draft();
  draft.type(caret(0), 'a');
  draft.select(caret(0));
  draft.type(caret(0), 'b');
  draft.undo();
  assert.equal(shown(draft.parts.peek()), 'a');
  draft.type(caret(1), 'c');
  draft.redo();
  assert.equal(shown(draft.parts.peek()), 'ac');
});

test('a kept draft is taken without a step to undo, and without being saved again', () => {
  const draft = new Draft();
  let edits = 0;
  draft.onEdit = () => edits++;
  draft.load([textPart('kept')]);
  draft.undo();
  assert.equal(shown(draft.parts.peek()), 'kept');
  assert.equal(edits, 0);
  draft.clear();
  assert.equal(edits, 1);
});

test('white space alone is blank, a tag is not', () => {
  const draft = new Draft();
  draft.load([textPart(' \n')]);
  assert.equal(draft.isBlank, true);
  draft.load([ann]);
  assert.equal(draft.isBlank, false);
});

const TRIGGERS: [string, DraftPart[], number, string | null][] = [
  ['at the start', [textPart('@an')], 3, 'entity:an'],
  ['a name with a space', [textPart('to @Ann L')], 9, 'entity:Ann L'],
  ['right behind a tag', [ann, textPart('@')], 2, 'entity:'],
  ['inside an address', [textPart('a@b')], 3, null],
  ['a space behind the mark', [textPart('@ a')], 3, null],
  ['a line further', [textPart('@a\nb')], 4, null],
  ['a command', [textPart('/he')], 3, 'command:he'],
  ['a command behind a word', [textPart('and /x')], 6, 'command:x'],
  ['a path', [textPart('/usr/bin')], 8, null],
  ['a command with a word behind it', [textPart('/echo me')], 8, null],
  ['the nearer of two', [textPart('@a /b')], 5, 'command:b'],
];
for (const [name, parts, at, expected] of TRIGGERS) {
  test(`trigger: ${name}`, () => {
    const found = triggerAt(parts, caret(at), ['entity', 'command']);
    assert.equal(found && `${found.kind}:${found.query}`, expected);
  });
}

test('a trigger needs a caret, and to be offered', () => {
  assert.equal(triggerAt([textPart('@a')], { start: 0, end: 2 }, ['entity']), null);
  assert.equal(triggerAt([textPart('@a')], caret(2), ['command']), null);
});
