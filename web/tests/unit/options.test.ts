import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ChatKitOptions } from '@openai/chatkit';
import { sameOptions } from '../../src/options/equal.ts';
import { settingsOf } from '../../src/options/settings.ts';

const api = { getClientSecret: async () => 's' };
const settings = (options: Partial<ChatKitOptions> = {}) =>
  settingsOf({ api, ...options }, 'https://page.example/app/', 'de');

test('defaults are those of the contract', () => {
  const { header, history, composer, threadItemActions, autoScroll, locale, initialThread } =
    settings();
  assert.deepEqual(
    [
      header.enabled,
      header.title.enabled,
      history.enabled,
      threadItemActions,
      autoScroll,
      locale,
      initialThread,
    ],
    [true, true, true, { feedback: false, retry: false }, false, 'de', null],
  );
  assert.deepEqual(composer.attachments, {
    enabled: false,
    maxSize: 100 * 1024 * 1024,
    maxCount: 10,
    accept: {},
  });
});

test('a custom address is relative to the page, and a strange key of a hosted api is ignored', () => {
  const custom = settings({ api: { url: '../chat', domainKey: 'anything' } });
  assert.deepEqual(custom.api, {
    kind: 'custom',
    url: 'https://page.example/chat',
    upload: { type: 'two_phase' },
  });
  assert.deepEqual(settings({ api: { ...api, domainKey: 'x' } as ChatKitOptions['api'] }).api, {
    kind: 'hosted',
  });
});

test('an api of neither form is refused', () => {
  assert.throws(() => settings({ api: {} as ChatKitOptions['api'] }), TypeError);
  assert.throws(() => settings({ api: undefined as unknown as ChatKitOptions['api'] }), TypeError);
});

test('a theme may be the name of a scheme', () => {
  assert.deepEqual(settings({ theme: 'dark' }).theme, { colorScheme: 'dark' });
});

test('options are compared deeply, and functions are all the same', () => {
  assert.ok(sameOptions({ a: [1, { b: () => 1 }] }, { a: [1, { b: () => 2 }] }));
  assert.ok(sameOptions({ a: undefined }, {}));
  assert.ok(!sameOptions({ a: [1] }, { a: [1, 2] }));
  assert.ok(!sameOptions([], {}));
  assert.ok(!sameOptions({ a: null }, { a: {} }));
});
