import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highlighted } from '../../src/markdown/highlight_entry.ts';

test('code of a language that is not known has no colours', () => {
  assert.equal(highlighted('x', 'klingon'), null);
});

for (const [language, code, closed] of [
  ['typescript', 'const a = 1;\n', true],
  ['typescript', 'function f() {\n', true],
  ['typescript', '/* a comment\n', false],
  ['typescript', 'const t = `one\n', false],
  ['python', 'def f():\n', true],
  ['python', '    """What it does\n', false],
  ['json', '{ "a": [\n', true],
  ['xml', '<a href="x"\n', false],
] as const) {
  test(`${language} is ${closed ? 'closed' : 'open'} after ${JSON.stringify(code)}`, () =>
    assert.equal(highlighted(code, language)?.closed, closed));
}

test('closed code and what follows have the colours of the whole', () => {
  const [first, rest] = ['const a = "one";\n', 'return `two`; // three\n'];
  const html = (code: string) => highlighted(code, 'typescript')?.html;
  assert.equal(`${html(first)}${html(rest)}`, html(first + rest));
});
