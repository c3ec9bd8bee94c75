/** A server that is not known to stop or to resume: a closed connection says it all. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, added, done, said } from '../support/answered_site.ts';
import type { ChatPage } from '../support/browser.ts';
import { Gate } from '../support/webhook.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 60_000 };
const settings = { options: { customUrl: 'chatkit' } };
const ops = () => stage.site.ops.map(({ type }) => type);
const content = (text: string) => [{ type: 'output_text', text, annotations: [] }];

/** Half an answer that never goes on to the first question, a whole one to the next. */
function halfThenWhole(): () => AsyncGenerator<object> {
  let asked = 0;
  return async function* () {
    if (asked++ > 0) return yield said('A whole answer.');
    yield added({ id: 'msg_1', type: 'assistant_message', content: content('Half an answer') });
    await new Gate().opened;
  };
}

const answers = ({ page }: ChatPage): Promise<string[]> =>
  page.locator('.assistant').allInnerTexts();

test('stop closes the connection, and what was said stays', limit, () =>
  stage.chat(
    halfThenWhole(),
    async (chat) => {
      await chat.say('show');
      await chat.page.locator('.assistant', { hasText: 'Half' }).waitFor();
      await chat.page.getByRole('button', { name: 'Stop' }).click();
      await chat.event('response.end');
      assert.deepEqual(await answers(chat), ['Half an answer']);
      assert.equal(await chat.page.getByRole('alert').count(), 0);
      await chat.ask('again');
      assert.deepEqual(await answers(chat), ['Half an answer', 'A whole answer.']);
      assert.deepEqual(ops(), ['threads.create', 'threads.add_user_message']);
      const thread = (await chat.event('thread.change')) as { threadId: string };
      await chat.mount({ ...settings.options, initialThread: thread.threadId }, chat.user);
      await chat.event('thread.load.end');
      assert.deepEqual(await answers(chat), ['Half an answer', 'A whole answer.']);
    },
    settings,
  ),
);

test('a connection that breaks is a failure that can be tried again', limit, () =>
  stage.chat(
    halfThenWhole(),
    async (chat) => {
      await chat.say('show');
      await chat.page.locator('.assistant', { hasText: 'Half' }).waitFor();
      stage.site.cut();
      const alert = chat.page.getByRole('alert');
      await alert.getByText('The server cannot be reached.').waitFor();
      await chat.event('error');
      // The browser complains of the cut as well.
      assert.match(chat.complaints.splice(0).join(), /^Failed to load resource/);
      await alert.getByRole('button', { name: 'Try again' }).click();
      await chat.page.locator('.assistant', { hasText: 'whole' }).waitFor();
      assert.deepEqual(await answers(chat), ['A whole answer.']);
      assert.deepEqual(ops(), ['threads.create', 'threads.retry_after_item']);
    },
    settings,
  ),
);

interface PageWindow {
  chat: HTMLElement & { setOptions(options: object): void };
  complete(options: object): { api: { url: string; fetch: typeof fetch } };
}

/** Runs in the page: what the server says may be stopped, may not. */
function forbidStop(): void {
  const { chat, complete } = globalThis as unknown as PageWindow;
  const { api } = complete({});
  const forbid = new TransformStream<string, string>({
    transform: (text, out) =>
      out.enqueue(text.replace('"allow_cancel":true', '"allow_cancel":false')),
  });
  const fetchForbidding: typeof fetch = async (...request) => {
    const { body, headers } = await api.fetch(...request);
    const texts = body?.pipeThrough(new TextDecoderStream()).pipeThrough(forbid);
    return new Response(texts?.pipeThrough(new TextEncoderStream()) ?? null, { headers });
  };
  chat.setOptions(complete({ api: { ...api, fetch: fetchForbidding } }));
}

test('an answer that may not be stopped offers no stop', limit, () => {
  const gate = new Gate();
  async function* answer() {
    yield added({ id: 'msg_1', type: 'assistant_message', content: content('Half') });
    await gate.opened;
    yield done({ id: 'msg_1', type: 'assistant_message', content: content('Half and all') });
  }
  const watch = async (chat: ChatPage): Promise<void> => {
    await chat.page.evaluate(forbidStop);
    await chat.say('show');
    await chat.page.locator('.assistant', { hasText: 'Half' }).waitFor();
    assert.equal(await chat.page.getByRole('button', { name: 'Stop' }).count(), 0);
    gate.open();
    await chat.event('response.end');
  };
  return stage.chat(answer, watch, settings);
});
