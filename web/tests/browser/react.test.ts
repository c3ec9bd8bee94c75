/** The official React bindings drive the element: React 18 and 19, strict or not, either order. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { ChatPage, launch } from '../support/browser.ts';
import { REACT_VERSIONS, ReactPages } from '../support/react_pages.ts';
import { Site } from '../support/site.ts';

let pages: ReactPages;
let site: Site;
let browser: Browser;
before(async () => {
  pages = await ReactPages.build();
  site = await Site.start(pages.url);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
  await pages?.remove();
});

interface Step {
  chat: ChatPage;
  /** The React that the page should run on, and whether in strict mode. */
  version: string;
  strict: boolean;
}

interface ReactWindow {
  react: { version: string; effectRuns: number };
}

const ops = () => site.ops.map(({ type }) => type);

async function names(chat: ChatPage): Promise<string[]> {
  return (await chat.events()).map(({ name }) => name);
}

/** Does something and waits for the end of the answer that it causes. */
async function answered(chat: ChatPage, act: () => Promise<void>): Promise<void> {
  const ends = (list: string[]): number => list.filter((name) => name === 'response.end').length;
  const earlier = ends(await names(chat));
  await act();
  while (ends(await names(chat)) === earlier) await chat.page.waitForTimeout(20);
}

async function isReady({ chat, version, strict }: Step): Promise<void> {
  await chat.event('ready');
  assert.deepEqual(await names(chat), ['ready']);
  const page = chat.page;
  const react = await page.evaluate(() => (globalThis as unknown as ReactWindow).react);
  assert.equal(`react${react.version.split('.')[0]}`, version);
  assert.equal(react.effectRuns, strict ? 2 : 1);
  const box = await page.locator('openai-chatkit.chat').boundingBox();
  assert.equal(box?.height, 600);
}

async function createsThread({ chat }: Step): Promise<void> {
  await answered(chat, () => chat.page.getByRole('button', { name: 'Greet' }).click());
  const { threadId } = (await chat.event('thread.change')) as { threadId: string };
  assert.match(threadId, /^cthr_/);
  assert.deepEqual(ops(), ['threads.create']);
}

async function sendsAndRetries({ chat }: Step): Promise<void> {
  await chat.ask('/echo again');
  await answered(chat, () => chat.page.getByRole('button', { name: 'Try again' }).first().click());
  assert.deepEqual(ops().slice(1), ['threads.add_user_message', 'threads.retry_after_item']);
  assert.deepEqual(await chat.page.locator('.bubble').allInnerTexts(), ['/echo greeting']);
}

/** What stands in a field, be it a form's or editable content. */
function written(field: Element): string | null {
  return field instanceof HTMLTextAreaElement ? field.value : field.textContent;
}

async function takesOptionsInMidStream({ chat }: Step): Promise<void> {
  const { page } = chat;
  await chat.say('/slow 100');
  const answer = page.locator('.assistant').last();
  await page.locator('.assistant', { hasText: '3, ' }).waitFor();
  await page.locator('.field').fill('a draft');
  await page.getByRole('button', { name: 'Change options' }).click();
  const field = page.getByRole('textbox', { name: 'Second' });
  await field.waitFor();
  const words = (await answer.innerText()).length;
  while ((await answer.innerText()).length === words) await page.waitForTimeout(20);
  assert.equal(await field.evaluate(written), 'a draft');
  await answered(chat, () => page.getByRole('button', { name: 'Stop' }).click());
  assert.deepEqual(ops().slice(3), ['threads.add_user_message', 'threads.stop']);
}

async function callsClientTool({ chat }: Step): Promise<void> {
  await chat.ask('/tool ping');
  assert.equal(ops().at(-1), 'threads.add_client_tool_output');
  assert.deepEqual(site.ops.at(-1)?.params['result'], { shown: 'Second: ping' });
}

async function uploadsFile({ chat }: Step): Promise<void> {
  const file = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
  const uploaded = chat.page.waitForResponse((response) => response.url().endsWith('/files'));
  await chat.page.locator('input[type=file]').setInputFiles(file);
  const { id } = (await (await uploaded).json()) as { id: string };
  await chat.ask('Take this');
  const input = site.ops.at(-1)?.params['input'] as { attachments: string[] };
  assert.deepEqual(input.attachments, [id]);
}

async function sendsWidgetAction({ chat }: Step): Promise<void> {
  await chat.ask('/buttons');
  await chat.page.getByRole('button', { name: 'Count' }).click();
  await chat.page.getByText('Pressed 1 times.').waitFor();
  assert.equal(ops().at(-1), 'threads.sync_custom_action');
}

async function comesAndGoes({ chat }: Step): Promise<void> {
  const { page } = chat;
  const toggle = page.getByRole('button', { name: 'Show or hide' });
  await toggle.click();
  assert.equal(await page.locator('openai-chatkit').count(), 0);
  await toggle.click();
  while ((await names(chat)).filter((name) => name === 'ready').length < 2) {
    await page.waitForTimeout(20);
  }
  await chat.ask('/echo back');
  assert.equal(ops().at(-1), 'threads.create');
}

const STEPS = [
  isReady,
  createsThread,
  sendsAndRetries,
  takesOptionsInMidStream,
  callsClientTool,
  uploadsFile,
  sendsWidgetAction,
  comesAndGoes,
];

for (const version of REACT_VERSIONS) {
  for (const strict of [false, true]) {
    for (const script of ['before', 'after']) {
      const name = `${version}${strict ? ' strict' : ''}, script ${script} mount`;
      test(name, { timeout: 120_000 }, async () => {
        site.ops.length = 0;
        const path = `/${version}/index.html?script=${script}${strict ? '&strict' : ''}`;
        const chat = await ChatPage.visit(browser, site, path);
        try {
          for (const step of STEPS) await step({ chat, version, strict });
          assert.ok(!(await names(chat)).includes('error'));
          assert.deepEqual(chat.foreign, []);
          assert.deepEqual(chat.complaints, []);
        } finally {
          await chat.close();
        }
      });
    }
  }
}
