import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockSplitter } from '../../src/markdown/blocks.ts';
import { citationsOf, withMarkers, withoutMarkers } from '../../src/markdown/citations.ts';
import { mended } from '../../src/markdown/mend.ts';
import { markdownParser } from '../../src/markdown/parser.ts';
import type { Annotation } from '../../src/protocol/items.ts';

const TEXT = `# Title

A paragraph with **bold** words
over two lines.

- one
- two

  still two

1. first

| a | b |
| - | - |
| 1 | 2 |

\`\`\`js
const a = 1;

const b = 2;
\`\`\`

> quoted

Setext
---

The end 😀.`;

const raws = (splitter: BlockSplitter, text: string, growing = true) =>
  splitter.update(text, growing).map(({ raw }) => raw);

test('a text that grows letter by letter ends in the blocks of the whole text', () => {
  const growing = new BlockSplitter(markdownParser);
  for (let end = 1; end < TEXT.length; ++end) {
    assert.equal(raws(growing, TEXT.slice(0, end)).join(''), TEXT.slice(0, end));
  }
  assert.deepEqual(
    raws(growing, TEXT, false),
    raws(new BlockSplitter(markdownParser), TEXT, false),
  );
});

test('every kind of line end is one', () => {
  assert.deepEqual(raws(new BlockSplitter(markdownParser), 'a\r\n\r\nb\rc\n\nd'), [
    'a\n\n',
    'b\nc\n\n',
    'd',
  ]);
});

test('only the last block is looked at again', () => {
  const seen: number[] = [];
  const lexer = (text: string) => {
    seen.push(text.length);
    return markdownParser.lexer(text);
  };
  const splitter = new BlockSplitter({ lexer } as never);
  let text = '';
  for (let paragraph = 0; paragraph < 50; ++paragraph) {
    text += `Paragraph ${paragraph} of the text.\n\n`;
    splitter.update(text, true);
  }
  assert.ok(Math.max(...seen) < 80, `looked at ${Math.max(...seen)} characters`);
});

test('a text that does not continue the one before is cut anew', () => {
  const splitter = new BlockSplitter(markdownParser);
  raws(splitter, 'a\n\nb');
  assert.deepEqual(raws(splitter, 'c\n\nd'), ['c\n\n', 'd']);
});

test('only the last block of a growing text is a tail', () => {
  const splitter = new BlockSplitter(markdownParser);
  assert.deepEqual(
    splitter.update('a\n\nb', true).map(({ tail }) => tail),
    [false, true],
  );
  assert.deepEqual(
    splitter.update('a\n\nb', false).map(({ tail }) => tail),
    [false, false],
  );
});

for (const [open, closed] of [
  ['some **bold', 'some **bold**'],
  ['some **', 'some '],
  ['a *word', 'a *word*'],
  ['~~gone', '~~gone~~'],
  ['call `f(', 'call `f(`'],
  ['see [the page](https://exa', 'see the page'],
  ['see [the', 'see the'],
  ['![pict', ''],
  ['2 * 3', '2 * 3'],
  ['**done** and', '**done** and'],
  ['```js\nlet **a', '```js\nlet **a'],
] as const) {
  test(`an open end is closed: ${JSON.stringify(open)}`, () =>
    assert.equal(mended(open).trimEnd(), closed.trimEnd()));
}

test('raw HTML is text', () => {
  const html = markdownParser.parse('<img src=x onerror=alert(1)> and <b>bold</b>') as string;
  assert.ok(!html.includes('<img') && !html.includes('<b>'), html);
});

test('formulas are found, prices are not', () => {
  assert.match(
    markdownParser.parse('so $a_1 + b$ holds') as string,
    /class="math-inline">a_1 \+ b</,
  );
  assert.match(
    markdownParser.parse('$$\n\\frac{1}{2}\n$$') as string,
    /class="math-block">\\frac\{1\}\{2\}</,
  );
  assert.doesNotMatch(markdownParser.parse('costs $5 or $6') as string, /math/);
});

const at = (index: number | null, title: string): Annotation => ({
  type: 'annotation',
  index,
  source: { type: 'file', title, filename: title },
});

test('a citation stands at its code point, and one place has one marker', () => {
  const citations = citationsOf([at(7, 'b'), at(2, 'a'), at(7, 'c'), at(null, 'd')]);
  assert.deepEqual(
    citations.map(({ number, annotations }) => [number, annotations.length]),
    [
      [1, 1],
      [2, 2],
      [3, 1],
    ],
  );
  assert.equal(withMarkers('😀! end.', citations), '😀!\uE0001\uE001 end.\uE0002\uE001');
});

test('a place within a word moves to its end', () => {
  assert.equal(withMarkers('standard x', citationsOf([at(5, 'a')])), 'standard\uE0001\uE001 x');
});

test('text cannot forge a marker', () => {
  assert.equal(withoutMarkers(withMarkers('\uE0007\uE001', [])), '\uFFFD7\uFFFD');
});
