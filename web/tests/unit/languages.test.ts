import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { en } from '../../src/i18n/en.ts';
import { directionOf, resolveLocale } from '../../src/i18n/resolve.ts';

const folder = new URL('../../src/i18n/locales/', import.meta.url);
const catalogues = readdirSync(folder).map((file) => file.replace('.json', ''));
const available = ['en', ...catalogues];

/** The names of one of the union types that `@openai/chatkit` publishes. */
function published(type: string): string[] {
  const types = readFileSync(
    new URL('../../node_modules/@openai/chatkit/types/index.d.ts', import.meta.url),
    'utf8',
  );
  const union = new RegExp(`type ${type} =([^;]+);`).exec(types)?.[1] ?? '';
  return [...union.matchAll(/'([^']+)'/g)].map((match) => match[1] ?? '');
}

test('every language of the official element has its catalogue, and no other', () => {
  assert.equal(published('TranslatedLocale').length, 63);
  assert.deepEqual(catalogues.toSorted(), published('TranslatedLocale').toSorted());
});

test('every tag that the official element takes finds its language', () => {
  const tags = published('SupportedLocale');
  assert.ok(tags.length >= 50, String(tags.length));
  for (const tag of tags) {
    const found = resolveLocale(tag, available);
    assert.equal(found.split('-')[0], tag.split('-')[0], tag);
  }
});

test('tags resolve to the catalogue that fits best', () => {
  const expected: Record<string, string> = {
    de: 'de-DE',
    'de-AT': 'de-DE',
    es: 'es-ES',
    'es-419': 'es-419',
    'es-MX': 'es-419',
    fr: 'fr-FR',
    'fr-CH': 'fr-FR',
    'fr-ca': 'fr-CA',
    pt: 'pt-BR',
    'pt-AO': 'pt-PT',
    zh: 'zh-CN',
    'zh-SG': 'zh-CN',
    'zh-Hant': 'zh-TW',
    'zh-Hant-HK': 'zh-HK',
    'zh-MO': 'zh-HK',
    no: 'nb-NO',
    nn: 'nb-NO',
    'fil-PH': 'tl',
    'AR-eg': 'ar',
    tlh: 'en',
    en: 'en',
    'not a tag': 'en',
  };
  for (const [wanted, found] of Object.entries(expected))
    assert.equal(resolveLocale(wanted, available), found, wanted);
  assert.equal(resolveLocale('fr', ['en', 'fr-CA']), 'fr-CA');
  assert.deepEqual(['ar', 'ur', 'de-DE'].map(directionOf), ['rtl', 'rtl', 'ltr']);
});

for (const name of catalogues) {
  test(`catalogue ${name} has every text, with its placeholders`, () => {
    const catalogue = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as Record<
      string,
      string
    >;
    assert.deepEqual(Object.keys(catalogue).sort(), Object.keys(en).sort());
    for (const [text, english] of Object.entries(en)) {
      const fields = (value: string | undefined) => (value?.match(/\{\w+\}/g) ?? []).sort();
      assert.deepEqual(fields(catalogue[text]), fields(english), text);
      assert.ok(catalogue[text]?.trim(), text);
    }
  });
}
