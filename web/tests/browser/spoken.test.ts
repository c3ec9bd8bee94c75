/** What a screen reader says of an answer while it streams: whole sentences, each once. */

import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { ChatPage, launch } from '../support/browser.ts';
import { Site } from '../support/site.ts';
import { workflowFolder } from '../support/workflow_folder.ts';

let workflows: string;
let site: Site;
let browser: Browser;
before(async () => {
  workflows = await workflowFolder({ kind: 'script', delay_ms: 250 });
  site = await Site.start(undefined, ['--workflows', workflows]);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await rm(workflows, { recursive: true, force: true });
});

const ANSWER = `## How tea is made

Boil the water first, e.g. in a kettle. It should **not** cool down again!
Is the pot warm? Then it is [time for the leaves](https://example.com/leaves).

1. One spoon for each cup.
2. One for the pot

Wait for 3.5 minutes and pour
it into the cups. Enjoy it. Enjoy it.`;

const SENTENCES = [
  'How tea is made',
  'Boil the water first, e.g. in a kettle.',
  'It should not cool down again!',
  'Is the pot warm?',
  'Then it is time for the leaves.',
  '1. One spoon for each cup.',
  '2. One for the pot',
  'Wait for 3.5 minutes and pour it into the cups.',
  'Enjoy it.',
  'Enjoy it.',
];

/** Runs in the page: notes whatever comes into a live region. */
function listen(): void {
  const heard: string[] = [];
  Object.assign(globalThis, { heard });
  const region = document.querySelector('openai-chatkit')?.shadowRoot?.querySelector('[role=log]');
  const observer = new MutationObserver(() => heard.push(region?.textContent ?? ''));
  if (region) observer.observe(region, { childList: true, characterData: true, subtree: true });
}

const heard = ({ page }: ChatPage): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { heard: string[] }).heard);

test('an answer is said sentence by sentence while it comes', { timeout: 60_000 }, async () => {
  const chat = await ChatPage.open(browser, site);
  try {
    await chat.page.evaluate(listen);
    await chat.ask(`/echo ${ANSWER}`);
    const whileStreaming = await heard(chat);
    await chat.page.waitForFunction(
      (chars) => (globalThis as unknown as { heard: string[] }).heard.join(' ').length >= chars,
      SENTENCES.join(' ').length,
    );
    const said = await heard(chat);
    assert.equal(said.join(' '), SENTENCES.join(' '));
    assert.ok(whileStreaming.length >= 2, 'all came at the end');
    const ends = SENTENCES.map((_, at) => SENTENCES.slice(0, at + 1).join(' '));
    said.forEach((_, at) => {
      const soFar = said.slice(0, at + 1).join(' ');
      assert.ok(ends.includes(soFar), `a sentence was cut: ${soFar}`);
    });
  } finally {
    await chat.close();
  }
});

test('an answer of an earlier visit is not said', { timeout: 60_000 }, async () => {
  const chat = await ChatPage.open(browser, site);
  try {
    await chat.ask('/echo Of yesterday.');
    const { threadId } = (await chat.event('thread.change')) as { threadId: string };
    await chat.mount({ initialThread: threadId }, chat.user);
    await chat.page.evaluate(listen);
    await chat.page.locator('.assistant', { hasText: 'Of yesterday.' }).waitFor();
    await chat.ask('/echo Of today.');
    await chat.page.waitForFunction(
      () => (globalThis as unknown as { heard: string[] }).heard.length > 0,
    );
    assert.deepEqual(await heard(chat), ['Of today.']);
  } finally {
    await chat.close();
  }
});
