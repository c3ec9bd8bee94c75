/** What an answer asks of the page and of the person: tools, deep links, questions. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, done, said } from '../support/answered_site.ts';
import type { Question } from '../support/webhook.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

interface PageWindow {
  chat: HTMLElement & { setOptions(options: object): void };
  complete(options: object): object;
}

const limit = { timeout: 60_000 };

/** First `item`; once the turn goes on with what came of it, words. */
const itemThenWords = (item: object) => (question: Question) => [
  question.input ? done(item) : said('Thank you.'),
];

test('what a client tool throws goes to the assistant as its output', limit, () => {
  const call = {
    type: 'client_tool_call',
    status: 'pending',
    call_id: 'call_1',
    name: 'open_window',
    arguments: { at: null },
  };
  return stage.chat(itemThenWords(call), async (chat) => {
    await chat.page.evaluate(() => {
      const { chat: element, complete } = globalThis as unknown as PageWindow;
      const onClientTool = (): never => {
        throw new Error('No such window');
      };
      element.setOptions(complete({ onClientTool }));
    });
    await chat.ask('show');
    const [, output] = stage.site.ops;
    assert.equal(output?.type, 'threads.add_client_tool_output');
    assert.deepEqual(output?.params['result'], { error: 'No such window' });
    assert.equal(await chat.page.locator('.assistant').innerText(), 'Thank you.');
    assert.ok(!(await chat.events()).some(({ name }) => name === 'error'));
  });
});

test('a deep link is an event of the page and no place to go to', limit, () =>
  stage.chat(
    () => [said('[Open it](chatkit-link://orders/7?tab=notes)')],
    async (chat) => {
      await chat.ask('show');
      const address = chat.page.url();
      await chat.page.getByRole('link', { name: 'Open it' }).click();
      assert.deepEqual(await chat.event('deeplink'), { name: 'orders/7', data: { tab: 'notes' } });
      assert.equal(chat.page.url(), address);
      assert.equal(chat.page.context().pages().length, 1);
    },
  ),
);

const QUESTIONS = {
  type: 'structured_input',
  inputs: [
    {
      type: 'multiple_choice',
      id: 'drink',
      question: 'Which drink?',
      options: [{ value: 'Coffee' }, { value: 'Water' }],
    },
    { type: 'freeform', id: 'name', question: 'For whom?' },
  ],
};

/** What the element said to the questions. */
const submitted = () => (stage.site.ops.at(-1)?.params ?? {})['input'];

test('an answer of one’s own takes the place of a choice', limit, () =>
  stage.chat(itemThenWords(QUESTIONS), async (chat) => {
    const { page } = chat;
    await chat.ask('show');
    await page.getByLabel('Coffee').check();
    await page.getByLabel('Something else').fill('Tea');
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.locator('.assistant', { hasText: 'Thank you.' }).waitFor();
    assert.deepEqual(submitted(), {
      status: 'answered',
      answers: {
        drink: { values: ['Tea'], skipped: false },
        name: { values: [], skipped: true },
      },
    });
    assert.deepEqual(await page.locator('.answers dd').allInnerTexts(), ['Tea', 'Skipped']);
    assert.ok(stage.site.wire.kinds().includes('thread.item.replaced'));
  }),
);

test('questions can be skipped as a whole', limit, () =>
  stage.chat(itemThenWords(QUESTIONS), async (chat) => {
    const { page } = chat;
    await chat.ask('show');
    await page.getByRole('button', { name: 'Skip' }).click();
    await page.locator('.assistant', { hasText: 'Thank you.' }).waitFor();
    assert.deepEqual(submitted(), { status: 'skipped', answers: {} });
    assert.deepEqual(await page.locator('.answers dd').allInnerTexts(), ['Skipped', 'Skipped']);
    await page.locator('.field').waitFor();
  }),
);

test('questions may be named as the members of a form are', limit, () => {
  const ids = ['insertBefore', 'childNodes', 'elements', 'style', 'submit', '_own', 'l'];
  const inputs = ids.map((id) => ({ type: 'freeform', id, question: `What is ${id}?` }));
  return stage.chat(itemThenWords({ type: 'structured_input', inputs }), async (chat) => {
    const { page } = chat;
    await chat.ask('show');
    for (const id of ids) await page.getByLabel(`What is ${id}?`).fill(`my ${id}`);
    await page.getByRole('button', { name: 'Submit' }).click();
    await page.locator('.assistant', { hasText: 'Thank you.' }).waitFor();
    const answers = ids.map((id) => [id, { values: [`my ${id}`], skipped: false }]);
    assert.deepEqual(submitted(), { status: 'answered', answers: Object.fromEntries(answers) });
  });
});
