/** The arrows between the rooms, as README.md draws them, and the sizes of files. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';

const web = new URL('../../', import.meta.url);
const LINES_MAX = 400;
const COLUMNS_MAX = 100;
const SHARED = ['assets.ts', 'lazy_part.ts'];

/** Room → rooms that it may import, out of the table of the README. */
function arrows(): Map<string, string[]> {
  const rows = readFileSync(new URL('README.md', web), 'utf8').matchAll(
    /^\| `(\w+)` \| .* \| (.*) \|$/gm,
  );
  const table = new Map<string, string[]>();
  for (const [, room = '', allowed = ''] of rows) {
    const rooms =
      allowed === 'all of the above' ? [...table.keys()] : (allowed.match(/\w+/g) ?? []);
    table.set(room, rooms);
  }
  return table;
}

const sources = readdirSync(new URL('src/', web), { recursive: true, encoding: 'utf8' });
const code = sources.filter((file) => /\.tsx?$/.test(file));

test('every room is in the table, and the table has no other', () => {
  const rooms = new Set(
    code.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''),
  );
  assert.deepEqual([...arrows().keys()].sort(), [...rooms].sort());
});

test('rooms import only what the table allows', () => {
  const table = arrows();
  const wrong: string[] = [];
  for (const file of code.filter((each) => each.includes('/'))) {
    const room = file.split('/')[0] ?? '';
    for (const [, path = ''] of readFileSync(new URL(`src/${file}`, web), 'utf8').matchAll(
      /from '(\.[^']+)'/g,
    )) {
      const target = new URL(path, `file:///${file}`).pathname.slice(1);
      const to = target.split('/')[0] ?? '';
      if (to !== room && !SHARED.includes(target) && !table.get(room)?.includes(to))
        wrong.push(`${file} → ${target}`);
    }
  }
  assert.deepEqual(wrong, []);
});

test('files are short and so are lines', () => {
  const long: string[] = [];
  for (const file of sources.filter((each) => /\.(tsx?|css)$/.test(each))) {
    const lines = readFileSync(new URL(`src/${file}`, web), 'utf8').split('\n');
    if (lines.length > LINES_MAX) long.push(`${file}: ${lines.length} lines`);
    lines.forEach(
      (line, at) =>
        line.length > COLUMNS_MAX && long.push(`${file}:${at + 1}: ${line.length} columns`),
    );
  }
  assert.deepEqual(long, []);
});
