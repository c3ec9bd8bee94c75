/** Whatever a text holds, reading it ends soon, does not overflow and loses nothing. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockSplitter } from '../../src/markdown/blocks.ts';
import { INLINE_CHARACTERS_MAX } from '../../src/markdown/bounded_lexer.ts';
import { mended } from '../../src/markdown/mend.ts';
import { blockParser, markdownParser } from '../../src/markdown/parser.ts';
import { HUGE_TEXTS } from '../support/hostile.ts';

const SECONDS_MAX = 5;

const html = (text: string) => markdownParser.parse(text) as string;
const count = (text: string, part: string) => text.split(part).length - 1;

for (const [what, text] of Object.entries(HUGE_TEXTS)) {
  test(`${what}: read soon, and whole`, () => {
    const begin = performance.now();
    const blocks = new BlockSplitter(blockParser).update(text, false);
    assert.equal(blocks.map(({ raw }) => raw).join(''), text);
    for (const { raw } of blocks) html(raw);
    mended(text);
    const seconds = (performance.now() - begin) / 1000;
    assert.ok(seconds < SECONDS_MAX, `${seconds} s`);
  });
}

test('quotes nest up to a limit; what is deeper is shown as it is', () => {
  const readable = html(`${'>'.repeat(99)} **deep**`);
  assert.equal(count(readable, '<blockquote>'), 99);
  assert.match(readable, /<strong>deep<\/strong>/);
  const deeper = html(`${'>'.repeat(200)} deep`);
  assert.equal(count(deeper, '<blockquote>'), 100);
  assert.match(deeper, /(&gt;){100} deep/);
});

test('a paragraph is read up to a limit; a longer one is shown as it is', () => {
  const bold = (characters: number) => html(`**${'x'.repeat(characters - 4)}**`);
  assert.match(bold(INLINE_CHARACTERS_MAX), /<strong>x+<\/strong>/);
  assert.match(bold(INLINE_CHARACTERS_MAX + 1), /<p>\*\*x+\*\*<\/p>/);
});

test('a formula ends within a limit or is none', () => {
  const formula = (characters: number) => html(`$$${'x'.repeat(characters)}$$`);
  assert.match(formula(5000), /class="math-block">x+</);
  assert.doesNotMatch(formula(5001), /math-block/);
});

test('a formula that interrupts a paragraph is found, one after it too', () => {
  assert.match(html('before\n$$\nx\n$$\nafter'), /math-block/);
  assert.match(html('before\n\n$$\nx\n$$\n\nafter'), /math-block/);
});
