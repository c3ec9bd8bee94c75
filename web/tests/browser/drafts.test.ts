/** Each thread keeps what was written for it, through the history and a reload. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPage } from '../support/browser.ts';
import { stand } from '../support/stand.ts';

const { site, browser } = await stand();

const written = ({ page }: ChatPage): Promise<string> => page.locator('.field').innerText();
const write = ({ page }: ChatPage, text: string): Promise<void> =>
  page.locator('.field').fill(text);

async function open({ page }: ChatPage, title: string): Promise<void> {
  await page.getByRole('button', { name: 'History' }).click();
  await page.locator('.thread-open', { hasText: title }).click();
  await page.locator('.header-title', { hasText: title }).waitFor();
}

test('each thread gets its own draft back', { timeout: 60_000 }, async () => {
  const chat = await ChatPage.open(browser, site);
  try {
    await chat.ask('/title Tea');
    await write(chat, 'more tea?');
    await chat.page.getByRole('button', { name: 'New chat' }).click();
    assert.equal(await written(chat), '');
    await chat.ask('/title Cake');
    await write(chat, 'more cake?');
    await open(chat, 'Tea');
    assert.equal(await written(chat), 'more tea?');
    await open(chat, 'Cake');
    assert.equal(await written(chat), 'more cake?');
    await chat.mount({}, chat.user);
    assert.equal(await written(chat), '');
    await open(chat, 'Tea');
    await chat.page.locator('.field', { hasText: 'more tea?' }).press('Enter');
    await chat.page.locator('.bubble', { hasText: 'more tea?' }).waitFor();
    await open(chat, 'Cake');
    await open(chat, 'Tea');
    assert.equal(await written(chat), '');
  } finally {
    await chat.close();
  }
});

test('what is written while a new thread begins stays in it', { timeout: 60_000 }, async () => {
  const chat = await ChatPage.open(browser, site);
  try {
    const created = chat.event('thread.change');
    await chat.say('/slow 5');
    await write(chat, 'and then?');
    await created;
    await chat.event('response.end');
    assert.equal(await written(chat), 'and then?');
    await chat.page.getByRole('button', { name: 'New chat' }).click();
    assert.equal(await written(chat), '');
  } finally {
    await chat.close();
  }
});
