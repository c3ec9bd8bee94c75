import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SseDecoder } from '../../src/wire/sse.ts';

test('an event that comes in pieces is given once it is whole', () => {
  const decoder = new SseDecoder();
  assert.deepEqual(decoder.feed('id: run:1\nda'), []);
  assert.deepEqual(decoder.feed('ta: {"a":1}\n'), []);
  assert.deepEqual(decoder.feed('\n'), [{ id: 'run:1', data: '{"a":1}' }]);
});

test('CR, LF and CRLF all end a line, also where a read cuts a CRLF in two', () => {
  const decoder = new SseDecoder();
  assert.deepEqual(decoder.feed('data: a\r'), []);
  assert.deepEqual(decoder.feed('\ndata: b\r\n\r'), []);
  assert.deepEqual(decoder.feed('\ndata: c\n\n'), [
    { id: '', data: 'a\nb' },
    { id: '', data: 'c' },
  ]);
});

test('only the comment "end" says that the stream is complete', () => {
  const decoder = new SseDecoder();
  decoder.feed(': heartbeat\n\ndata: x\n\n');
  assert.equal(decoder.ended, false);
  decoder.feed(': end\n\n');
  assert.equal(decoder.ended, true);
});

test('one space behind the colon is no part of the value', () => {
  assert.deepEqual(new SseDecoder().feed('data:  two\n\ndata:none\n\n'), [
    { id: '', data: ' two' },
    { id: '', data: 'none' },
  ]);
});
