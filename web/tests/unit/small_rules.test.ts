import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recordingType } from '../../src/chat/dictation.ts';
import { deepLinkDetail } from '../../src/view/deep_link.ts';
import { allowsImage } from '../../src/view/image_policy.ts';
import { SentenceReader } from '../../src/view/sentence_reader.ts';
import { color, cssText, size, spacing } from '../../src/widgets/css_values.ts';
import { mergedPayload, put } from '../../src/widgets/form_values.ts';
import { Credentials } from '../../src/wire/credentials.ts';

test('a secret is kept, shared while it is fetched, and renewed with the old one in hand', async () => {
  const asked: (string | null)[] = [];
  let now = 0;
  const credentials = new Credentials(
    async (current) => {
      asked.push(current);
      return `s${asked.length}`;
    },
    () => now,
  );
  assert.deepEqual(await Promise.all([credentials.current(), credentials.current()]), ['s1', 's1']);
  now = 539_999;
  assert.equal(await credentials.current(), 's1');
  now = 540_000;
  assert.equal(await credentials.current(), 's2');
  assert.equal(await credentials.refresh('s1'), 's2');
  assert.equal(await credentials.refresh('s2'), 's3');
  assert.deepEqual(asked, [null, 's1', 's2']);
});

test('a page that gives no secret is told so', async () => {
  await assert.rejects(new Credentials(async () => '').current(), /no client secret/);
});

test('pictures come from allowed domains and our own origin only', () => {
  const allows = (url: string) => allowsImage(url, ['example.com'], ['http://here:1']);
  for (const url of [
    'https://example.com/a.png',
    'https://cdn.Example.com/a',
    'http://here:1/x',
    'data:image/png;base64,AA',
  ]) {
    assert.ok(allows(url), url);
  }
  for (const url of [
    'https://example.com.evil.test/a',
    'https://notexample.com/a',
    'javascript:alert(1)',
    'data:image/svg+xml;base64,AA',
    'data:text/html,x',
    '//example.com/a',
    'relative.png',
    'ftp://example.com/a',
  ]) {
    assert.ok(!allows(url), url);
  }
});

test('a recording takes the first form that the browser can make', () => {
  assert.equal(
    recordingType(() => true),
    'audio/webm;codecs=opus',
  );
  assert.equal(
    recordingType((type) => type.startsWith('audio/mp4')),
    'audio/mp4',
  );
  assert.equal(
    recordingType((type) => type.includes('ogg')),
    'audio/ogg;codecs=opus',
  );
  assert.equal(
    recordingType(() => false),
    null,
  );
});

test('a deep link is a name and data', () => {
  assert.deepEqual(deepLinkDetail('chatkit-link://open/order?id=7&b=%20'), {
    name: 'open/order',
    data: { id: '7', b: ' ' },
  });
  assert.deepEqual(deepLinkDetail('chatkit-link://50%/?a=%zz'), {
    name: '50%',
    data: { a: '%zz' },
  });
});

test('a growing answer is read in whole sentences, each once', () => {
  const reader = new SentenceReader();
  reader.take('a', 'One. Two', 'growing');
  assert.equal(reader.next(), 'One.');
  assert.equal(reader.next(), '');
  reader.take('a', 'One. Two is **here**! Thr', 'growing');
  assert.equal(reader.next(), 'Two is here!');
  reader.take('a', 'One. Two is **here**! Three', 'whole');
  assert.equal(reader.next(), 'Three');
  reader.take('old', 'An answer of yesterday.', 'old');
  assert.equal(reader.next(), '');
});

const GROWN: [string, string, string][] = [
  ['a list waits for its words', 'Steps:\n\n1. The brow', 'Steps:'],
  ['a line of a list is whole at the next', '- Tea\n- Cof', 'Tea'],
  ['a line of a paragraph is not', 'A line that\ngoes on', ''],
  ['the dot of "e.g." ends nothing', 'Drinks, e.g. tea or', ''],
  ['a quote closes its sentence', 'She said "No." Then', 'She said "No."'],
  ['bold closes its sentence', '**Done.** Then', 'Done.'],
  ['no space behind an ideographic full stop', '你好。世', '你好。'],
  ['an Urdu full stop', 'سلام۔ اور', 'سلام۔'],
  ['an Armenian full stop', 'Բարև։ Ես', 'Բարև։'],
  ['a number is not cut', 'It costs 3.5 a', ''],
];
for (const [name, text, expected] of GROWN) {
  test(`read out: ${name}`, () => {
    const reader = new SentenceReader();
    reader.take('a', text, 'growing');
    assert.equal(reader.next(), expected);
  });
}

test('two answers that come at once are both read, without the marks of links and tables', () => {
  const reader = new SentenceReader();
  reader.take('a', 'See [the page](https://example.com).', 'whole');
  reader.take('b', '| a | b |\n| --- | --- |\n| 1 | 2 |', 'whole');
  assert.equal(reader.next(), 'See the page. a b 1 2');
});

test('values of widgets cannot fetch or leave their property', () => {
  for (const hostile of [
    'url(//x)',
    'red;background:blue',
    'image-set("x")',
    'u\\72l(x)',
    '/**/',
    'attr(x)',
  ]) {
    assert.equal(cssText(hostile), undefined, hostile);
    assert.equal(color(hostile), undefined, hostile);
  }
  assert.deepEqual(
    [spacing(2), size(2), size('50%'), color('#fff')],
    ['8px', '2px', '50%', '#fff'],
  );
  assert.equal(color('secondary'), 'var(--ck-soft)');
  assert.match(color('red-100') ?? '', /^oklch\(/);
  assert.equal(color({ light: '#fff', dark: '#000' }), 'light-dark(#fff, #000)');
});

test('dotted names nest, the payload wins, and the prototype is out of reach', () => {
  const values: Record<string, unknown> = {};
  put(values, 'a.b', 1);
  put(values, 'a.c', 2);
  put(values, '__proto__.polluted', 3);
  assert.deepEqual(values, { a: { b: 1, c: 2 } });
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.deepEqual(mergedPayload({ x: 1, y: 2 }, { x: 9 }), {
    payload: { x: 9, y: 2 },
    collisions: ['x'],
  });
});
