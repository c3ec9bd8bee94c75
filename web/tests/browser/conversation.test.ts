/** What a person does in a chat, against a live server, under a strict CSP. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPage } from '../support/browser.ts';
import { stand } from '../support/stand.ts';

const { site, browser } = await stand();

/** A test with a page of its own; nothing may leave our origin and nothing may complain. */
function chatTest(name: string, options: object, body: (chat: ChatPage) => Promise<void>): void {
  test(name, { timeout: 30_000 }, async () => {
    const chat = await ChatPage.open(browser, site, options);
    site.ops.length = 0;
    try {
      await body(chat);
      assert.deepEqual(chat.foreign, []);
      assert.deepEqual(chat.complaints, []);
    } finally {
      await chat.close();
    }
  });
}

const ops = () => site.ops.map(({ type }) => type);

chatTest(
  'a prompt of the start screen is sent as a message',
  {
    startScreen: {
      greeting: 'Hello there',
      prompts: [{ label: 'Help me', prompt: '/echo **done**', icon: 'bolt' }],
    },
  },
  async ({ page }) => {
    await page.getByRole('heading', { name: 'Hello there' }).waitFor();
    await page.getByRole('button', { name: 'Help me' }).click();
    await page.locator('.assistant strong', { hasText: 'done' }).waitFor();
    assert.equal(await page.locator('.user .bubble').innerText(), '/echo **done**');
    assert.deepEqual(ops(), ['threads.create']);
  },
);

chatTest('a turn has one start and one end, and the thread is told once', {}, async (chat) => {
  await chat.ask('Hello');
  await chat.ask('Again');
  const names = (await chat.events()).map(({ name }) => name);
  const told = names.filter((name) => name !== 'log');
  assert.deepEqual(told, [
    'ready',
    'response.start',
    'thread.change',
    'response.end',
    'response.start',
    'response.end',
  ]);
  assert.deepEqual(ops(), ['threads.create', 'threads.add_user_message']);
  assert.equal(await chat.page.locator('.user').count(), 2);
});

chatTest('the message is shown before the server answers, and only once', {}, async (chat) => {
  await chat.say('/slow 5');
  await chat.page.locator('.bubble', { hasText: '/slow 5' }).waitFor({ timeout: 1000 });
  await chat.page.getByText('1, 2, 3, 4, 5.', { exact: true }).first().waitFor();
  assert.equal(await chat.page.locator('.bubble').count(), 1);
});

chatTest('stop ends the answer and keeps its words', {}, async (chat) => {
  await chat.say('/slow 100');
  await chat.page.locator('.assistant', { hasText: '3, ' }).waitFor();
  await chat.page.getByRole('button', { name: 'Stop' }).click();
  await chat.event('response.end');
  assert.match(await chat.page.locator('.assistant').innerText(), /1, 2, 3/);
  assert.deepEqual(ops(), ['threads.create', 'threads.stop']);
  assert.equal(await chat.page.getByRole('alert').count(), 0);
});

chatTest(
  'retry answers the message again and drops what came after',
  {
    threadItemActions: { retry: true, feedback: true },
  },
  async (chat) => {
    await chat.ask('/echo first');
    await chat.ask('/echo second');
    await chat.page.getByRole('button', { name: 'Try again' }).first().click();
    await chat.page.waitForFunction(
      () =>
        document.querySelector('openai-chatkit')?.shadowRoot?.querySelectorAll('.assistant')
          .length === 1,
    );
    assert.equal(ops().at(-1), 'threads.retry_after_item');
  },
);

chatTest(
  'feedback names all items of the turn',
  { threadItemActions: { feedback: true } },
  async (chat) => {
    await chat.ask('/workflow');
    const sent = chat.page.waitForResponse((response) => response.url().endsWith('/conversation'));
    await chat.page.getByRole('button', { name: 'Good answer' }).click();
    assert.equal((await sent).status(), 200);
    const feedback = site.ops.at(-1);
    assert.equal(feedback?.type, 'items.feedback');
    assert.equal((feedback?.params['item_ids'] as string[]).length, 2);
    assert.equal(feedback?.params['kind'], 'positive');
  },
);

chatTest('a failure is shown, reported and can be tried again', {}, async (chat) => {
  await chat.ask('/fail');
  await chat.page.getByRole('alert').getByText('Something went wrong').waitFor();
  await chat.event('error');
  await chat.page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
  await chat.page.waitForFunction(
    () =>
      (globalThis as unknown as { chatEvents: { name: string }[] }).chatEvents.filter(
        ({ name }) => name === 'response.end',
      ).length === 2,
  );
  assert.deepEqual(ops(), ['threads.create', 'threads.retry_after_item']);
});

chatTest("a failure in the responder's own words shows them", {}, async (chat) => {
  await chat.ask('/fail-custom Out of tea.');
  await chat.page.getByRole('alert').getByText('Out of tea.').waitFor();
});

chatTest('the workflow shows its tasks and folds them', {}, async (chat) => {
  await chat.ask('/workflow');
  const workflow = chat.page.locator('details.workflow');
  assert.equal(await workflow.locator('summary').innerText(), 'Thought for 3 s');
  assert.equal(await workflow.locator('.task').count(), 3);
});

chatTest('citations stand in the text and the sources below it', {}, async (chat) => {
  await chat.ask('/annotations');
  assert.equal(
    await chat.page.locator('a.citation').getAttribute('href'),
    'https://html.spec.whatwg.org/',
  );
  await chat.page.getByText('Sources').click();
  assert.deepEqual(await chat.page.locator('.sources li').allInnerTexts(), [
    'Server-sent events',
    'Notes on streaming',
    'The script',
  ]);
});

chatTest(
  'a client tool is called and its output brought back in the same turn',
  {},
  async (chat) => {
    await chat.ask('/tool ping');
    assert.deepEqual(ops(), ['threads.create', 'threads.add_client_tool_output']);
    assert.deepEqual(site.ops[1]?.params['result'], { shown: 'show_message: ping' });
    await chat.page.locator('.assistant', { hasText: 'show_message: ping' }).waitFor();
    assert.equal((await chat.events()).filter(({ name }) => name === 'response.end').length, 1);
  },
);

chatTest('an effect reaches the page', {}, async (chat) => {
  await chat.ask('/effect');
  assert.deepEqual(await chat.event('effect'), { name: 'highlight', data: { selector: 'main' } });
});

chatTest('notices are shown by level and can be dismissed', {}, async (chat) => {
  await chat.ask('/notice');
  assert.equal(await chat.page.locator('.notice').count(), 3);
  assert.equal(await chat.page.locator('.notice-info strong', { hasText: 'only' }).count(), 1);
  await chat.page.locator('.notice-danger').getByRole('button', { name: 'Dismiss' }).click();
  assert.equal(await chat.page.locator('.notice').count(), 2);
});

chatTest('questions take the place of the composer', {}, async (chat) => {
  await chat.ask('/ask');
  assert.equal(await chat.page.locator('.field').count(), 0);
  await chat.page.getByLabel('M', { exact: true }).check();
  await chat.page.getByLabel('lid').check();
  await chat.page.getByLabel('For whom is it?').fill('Ada');
  await chat.page.getByRole('button', { name: 'Submit' }).click();
  await chat.page.locator('.answers dd', { hasText: 'Ada' }).waitFor();
  await chat.page.locator('.field').waitFor();
  const params = site.ops.at(-1)?.params as { input: object };
  assert.deepEqual(params.input, {
    status: 'answered',
    answers: {
      size: { values: ['M'], skipped: false },
      extras: { values: ['lid'], skipped: false },
      name: { values: ['Ada'], skipped: false },
    },
  });
});

chatTest('a widget acts: at once, and with an answer', {}, async (chat) => {
  await chat.ask('/buttons');
  await chat.page.getByRole('button', { name: 'Count' }).click();
  await chat.page.getByText('Pressed 1 times.').waitFor();
  await chat.page.getByRole('button', { name: 'Tell' }).click();
  await chat.page.locator('.assistant', { hasText: 'script.tell' }).waitFor();
  assert.deepEqual(ops(), [
    'threads.create',
    'threads.sync_custom_action',
    'threads.custom_action',
  ]);
});

chatTest('a locked thread says why, a closed one takes nothing more', {}, async (chat) => {
  await chat.ask('/lock Being reviewed');
  await chat.page.getByText('Being reviewed', { exact: true }).waitFor();
  assert.equal(await chat.page.locator('.field').count(), 0);
  await chat.page.getByRole('button', { name: 'New chat' }).click();
  await chat.ask('/close');
  await chat.page.getByText('This conversation is closed.').waitFor();
  assert.equal(await chat.page.locator('.composer').count(), 0);
});

chatTest('a generated picture is shown', {}, async (chat) => {
  await chat.ask('/image');
  assert.match(
    (await chat.page.locator('.generated-image img').getAttribute('src')) ?? '',
    /^data:image\/png/,
  );
});
