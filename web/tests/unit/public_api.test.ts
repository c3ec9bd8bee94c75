/** No event of the published types is forgotten: the compiler asks for each, the code sends it. */

import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import type { ChatKitEvents } from '@openai/chatkit';

const EVENTS: Record<keyof ChatKitEvents, true> = {
  'chatkit.ready': true,
  'chatkit.error': true,
  'chatkit.effect': true,
  'chatkit.deeplink': true,
  'chatkit.response.start': true,
  'chatkit.response.end': true,
  'chatkit.history.open': true,
  'chatkit.history.close': true,
  'chatkit.thread.change': true,
  'chatkit.thread.load.start': true,
  'chatkit.thread.load.end': true,
  'chatkit.tool.change': true,
  'chatkit.log': true,
};

const sources = new URL('../../src/', import.meta.url);
const code = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(new URL(file, sources), 'utf8'))
  .join('\n');

test('every event is sent', () => {
  const forgotten = Object.keys(EVENTS).filter((name) => !code.includes(`emit('${name}'`));
  assert.deepEqual(forgotten, []);
});
