/** The names of what `npm run build` left. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const dist = new URL('../../dist/', import.meta.url);
const parts = readdirSync(dist).filter((name) => /^chatkit-/.test(name));
const contentOf = (name: string) => readFileSync(new URL(name, dist));

test('a part is named by the hash of its content, so that it may be kept for ever', () => {
  const kinds = parts.map((name) => name.replace(/^chatkit-([a-z]+)-?.*$/, '$1'));
  assert.deepEqual([...new Set(kinds)].sort(), ['highlight', 'icons', 'locale', 'math']);
  for (const name of parts) {
    const hash = createHash('sha256').update(contentOf(name)).digest('hex').slice(0, 8);
    assert.equal(name.split('.').at(-2), hash, name);
  }
});

test('the script knows every part by that name', () => {
  const script = contentOf('chatkit.js').toString();
  const unknown = parts.filter(
    (name) => !script.includes(`"${name}"`) && !script.includes(`\`${name}\``),
  );
  assert.deepEqual(unknown, []);
});

test('what a page names itself keeps its name', () => {
  const others = readdirSync(dist).filter((name) => !parts.includes(name));
  assert.deepEqual(others.sort(), ['chatkit.js', 'demo.css', 'demo.html', 'demo.js']);
});
