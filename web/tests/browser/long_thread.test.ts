/** A long thread: its newest page first, older turns above what is read, which stays in its place. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { ChatPage } from '../support/browser.ts';
import { NEWEST, longThread, longThreadId } from '../support/long_thread.ts';
import { stand } from '../support/stand.ts';

const ITEMS = 140;
const LATE_FRAME_MS = 1000;
/** For what the browser does about turns that have come near or gone far. */
const SETTLED_MS = 500;

const { site, browser } = await stand();
const chat = await openChat();

interface PageWindow {
  chat: HTMLElement & { setThreadId(id: string | null): Promise<void> };
  read: Element;
}

const limit = { timeout: 60_000 };

/** A chat whose user has a long thread. */
async function openChat(context: BrowserContextOptions = {}): Promise<ChatPage> {
  const opened = await ChatPage.open(browser, site, {}, context);
  await site.server.import(longThread(opened.user, ITEMS));
  return opened;
}

async function reopen({ page, user }: ChatPage): Promise<void> {
  for (const id of [null, longThreadId(user)])
    await page.evaluate((each) => (globalThis as unknown as PageWindow).chat.setThreadId(each), id);
  await page.getByText(NEWEST).waitFor();
}

/** Waits until so many items are drawn. */
async function drawn(page: Page, items: number): Promise<void> {
  await page.waitForFunction(
    (count) =>
      (globalThis as unknown as PageWindow).chat.shadowRoot?.querySelectorAll('.user, .assistant')
        .length === count,
    items,
  );
}

/** Scrolls to `top`, takes what is there for what is read, and says where it is in the window. */
async function readAt(page: Page, top: number): Promise<number> {
  return page.locator('.thread').evaluate((thread, to) => {
    thread.scrollTo({ top: to });
    const box = thread.getBoundingClientRect();
    const turns = [...thread.querySelectorAll('.turn')];
    const read = turns.find((turn) => turn.getBoundingClientRect().bottom > box.top + 100);
    if (!read) throw new Error('nothing is in sight');
    (globalThis as unknown as PageWindow).read = read;
    return read.getBoundingClientRect().top;
  }, top);
}

/** Scrolls up until all items are drawn. */
async function loadAll(page: Page): Promise<void> {
  for (let items = 40; items <= ITEMS; items += 20) {
    await readAt(page, 0);
    await drawn(page, items);
  }
  await readAt(page, 0);
}

async function placeOfRead(page: Page): Promise<number> {
  return page.evaluate(
    () => (globalThis as unknown as PageWindow).read.getBoundingClientRect().top,
  );
}

test('it opens at its newest item', limit, async () => {
  await reopen(chat);
  assert.equal(await chat.page.locator('.user, .assistant').count(), 20);
  assert.equal(await chat.page.getByText(NEWEST).isVisible(), true);
  const box = await chat.page.getByText(NEWEST).boundingBox();
  assert.ok(box && box.y > 0 && box.y < 800, `at ${box?.y}`);
});

for (const [where, top] of [
  ['near the top', 200],
  ['at the very top', 0],
] as const) {
  test(`what is read ${where} stays where it is when older turns come`, limit, async () => {
    await reopen(chat);
    const before = await readAt(chat.page, top);
    await drawn(chat.page, 40);
    assert.ok(Math.abs((await placeOfRead(chat.page)) - before) <= 1, `moved from ${before}`);
  });
}

test('who scrolls before the first frame of a thread stays there', limit, async () => {
  const late = await openChat();
  const { page } = late;
  await page.evaluate((ms) => {
    const prompt = globalThis.requestAnimationFrame;
    globalThis.requestAnimationFrame = (callback) =>
      setTimeout(() => prompt(callback), ms) as unknown as number;
    setTimeout(() => (globalThis.requestAnimationFrame = prompt), ms);
  }, LATE_FRAME_MS);
  await reopen(late);
  await readAt(page, 0);
  await pause(2 * LATE_FRAME_MS);
  await drawn(page, 40);
  await page.context().close();
});

test('older items come until the view is full', limit, async () => {
  const tall = await openChat({ viewport: { width: 1100, height: 6000 } });
  const { page } = tall;
  await reopen(tall);
  await page.waitForFunction(() => {
    const thread = (globalThis as unknown as PageWindow).chat.shadowRoot?.querySelector('.thread');
    return thread && thread.scrollTop > thread.clientHeight;
  });
  assert.ok((await page.locator('.user, .assistant').count()) > 20);
  await page.context().close();
});

test('all of it is there in its order when one has scrolled through', limit, async () => {
  await reopen(chat);
  await loadAll(chat.page);
  const questions = await chat.page.locator('.bubble').allTextContents();
  assert.deepEqual(
    questions.map((text) => Number.parseInt(text)),
    Array.from({ length: ITEMS / 2 }, (_, turn) => turn),
  );
});

test('a turn far away is found by what it says', limit, async () => {
  await reopen(chat);
  await loadAll(chat.page);
  const found = await chat.page.evaluate(
    (text) => (globalThis as unknown as { find(text: string): boolean }).find(text),
    NEWEST,
  );
  assert.equal(found, true);
  await chat.page.waitForFunction(
    (text) => String(getSelection()).includes(text.slice(0, 20)),
    NEWEST,
  );
});

test('icons are drawn where they are near', limit, async () => {
  const { page } = chat;
  await reopen(chat);
  await loadAll(page);
  const range = page.locator('.turn-range').nth(-2);
  const turn = range.locator('.turn').first();
  await turn.locator('.turn-actions span.icon').waitFor({ state: 'attached' });
  assert.equal(await range.locator('svg').count(), 0);
  await turn.scrollIntoViewIfNeeded();
  await turn.locator('.turn-actions svg').waitFor();
  assert.equal(await range.locator('span.icon').count(), 0);
});

test('who is in a turn that goes far away stays in it', limit, async () => {
  const { page } = chat;
  await reopen(chat);
  await loadAll(page);
  const button = page.locator('.turn-actions button').first();
  await button.focus();
  await page.locator('.thread').evaluate((thread) => thread.scrollTo({ top: thread.scrollHeight }));
  await page.getByText(NEWEST).waitFor();
  await pause(SETTLED_MS);
  assert.equal(await button.evaluate((each) => each.matches(':focus')), true);
});

test('what is selected across turns far away is copied whole', limit, async () => {
  const { page } = chat;
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await reopen(chat);
  await loadAll(page);
  await page.locator('.thread').evaluate((thread) => {
    const [first, last] = [thread.querySelector('.bubble'), thread.querySelector('.turns')];
    if (first && last) getSelection()?.setBaseAndExtent(first, 0, last, last.childNodes.length);
    thread.scrollTo({ top: thread.scrollHeight });
  });
  await page.getByText(NEWEST).waitFor();
  await pause(SETTLED_MS);
  await page.keyboard.press('ControlOrMeta+c');
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  for (let turn = 0; turn < ITEMS / 2; ++turn) assert.match(copied, new RegExp(`^${turn}: `, 'm'));
  assert.ok(copied.includes(NEWEST));
});

test('the newest is one press away', limit, async () => {
  await reopen(chat);
  await readAt(chat.page, 0);
  await drawn(chat.page, 40);
  await chat.page.getByRole('button', { name: 'Jump to latest' }).click();
  await chat.page.waitForFunction(() => {
    const thread = (globalThis as unknown as PageWindow).chat.shadowRoot?.querySelector('.thread');
    return thread && thread.scrollTop + thread.clientHeight >= thread.scrollHeight - 1;
  });
  assert.equal(await chat.page.getByText(NEWEST).isVisible(), true);
});
