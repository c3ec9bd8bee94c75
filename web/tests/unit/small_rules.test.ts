import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { recordingType } from '../../src/chat/dictation.ts';
import { en } from '../../src/i18n/en.ts';
import { directionOf, resolveLocale } from '../../src/i18n/resolve.ts';
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

test('languages resolve to the catalogue that fits best', () => {
  const available = ['en', 'de-DE', 'es-419', 'es-ES', 'fr-CA', 'zh-CN', 'zh-TW', 'ar'];
  const expected: Record<string, string> = {
    de: 'de-DE',
    'de-AT': 'de-DE',
    es: 'es-ES',
    'es-419': 'es-419',
    fr: 'fr-CA',
    'zh-Hant': 'zh-TW',
    zh: 'zh-CN',
    'AR-eg': 'ar',
    tlh: 'en',
    en: 'en',
  };
  for (const [wanted, found] of Object.entries(expected))
    assert.equal(resolveLocale(wanted, available), found);
  assert.deepEqual(['ar', 'ur', 'de-DE'].map(directionOf), ['rtl', 'rtl', 'ltr']);
});

const locales = new URL('../../src/i18n/locales/', import.meta.url);
for (const file of readdirSync(locales)) {
  test(`catalogue ${file} has every text, with its placeholders`, () => {
    const catalogue = JSON.parse(readFileSync(new URL(file, locales), 'utf8')) as Record<
      string,
      string
    >;
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(en).sort());
    for (const [name, text] of Object.entries(en)) {
      const fields = (value: string | undefined) => (value?.match(/\{\w+\}/g) ?? []).sort();
      assert.deepEqual(fields(catalogue[name]), fields(text), name);
    }
  });
}

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
});

test('a growing answer is read in whole sentences, each once', () => {
  const reader = new SentenceReader();
  reader.take('a', 'One. Two', true);
  assert.equal(reader.next(), 'One.');
  assert.equal(reader.next(), '');
  reader.take('a', 'One. Two is **here**! Thr', true);
  assert.equal(reader.next(), 'Two is here!');
  reader.take('a', 'One. Two is **here**! Three', false);
  assert.equal(reader.next(), 'Three');
  reader.take('old', 'An answer of yesterday.', false);
  assert.equal(reader.next(), '');
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
