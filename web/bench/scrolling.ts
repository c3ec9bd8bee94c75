import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { ChatPage } from '../tests/support/browser.ts';
import { longThread, longThreadId } from '../tests/support/long_thread.ts';
import type { Site } from '../tests/support/site.ts';
import { type Spread, spread } from './spread.ts';
import { costs, traced } from './trace.ts';

/** What a notch of the wheel is in Chromium. */
const STEP_PX = 120;
/** Long enough for the frames that a step causes. */
const STEP_MS = 40;
/** Measured in a row, before the thread is somewhere else. */
const STEPS = 25;
const PLACES = 40;
/** Of steps upwards, while older items come. */
const ROUNDS = 12;
const FLING_PX = 3_000;
const FLINGS = 6;
const SETTLE_MS = 300;

export interface Scrolling {
  /** Upwards, while older pages come. */
  loading: Spread;
  /** Downwards, with all items there. */
  whole: Spread;
}

interface PageWindow {
  chat: HTMLElement & { setThreadId(id: string): Promise<void> };
}

/** Main-thread milliseconds of a step of the wheel in a thread of so many items. */
export async function scrolling(browser: Browser, site: Site, items: number): Promise<Scrolling> {
  const chat = await ChatPage.open(browser, site);
  const { page } = chat;
  await site.server.import(longThread(chat.user, items));
  await page.evaluate(
    (id) => (globalThis as unknown as PageWindow).chat.setThreadId(id),
    longThreadId(chat.user),
  );
  await page.mouse.move(550, 400);
  await page.evaluate(markWheel, STEP_PX);
  const loading = await traced(browser, page, () => scrollUp(page));
  await loadAll(page, items);
  const whole = await traced(browser, page, () => visitPlaces(page));
  await chat.close();
  return { loading: spread(costs(loading, 'step')), whole: spread(costs(whole, 'step')) };
}

/** Steps up, and on to the oldest items that are here, again and again. */
async function scrollUp(page: Page): Promise<void> {
  for (let round = 0; round < ROUNDS; ++round) {
    await wheel(page, STEPS, -STEP_PX);
    await wheel(page, FLINGS, -FLING_PX);
  }
}

async function loadAll(page: Page, items: number): Promise<void> {
  while ((await page.evaluate(itemsShown)) < items) {
    await page.evaluate(goTo, 0);
    await pause(STEP_MS);
  }
  await pause(SETTLE_MS);
}

/** Steps down at places all over the thread. */
async function visitPlaces(page: Page): Promise<void> {
  for (let place = 0; place < PLACES; ++place) {
    await page.evaluate(goTo, place / PLACES);
    await pause(SETTLE_MS);
    await wheel(page, STEPS, STEP_PX);
  }
}

async function wheel(page: Page, times: number, px: number): Promise<void> {
  for (let time = 0; time < times; ++time) {
    await page.mouse.wheel(0, px);
    await pause(STEP_MS);
  }
}

/** Marks each step; what is no step is marked too, so that no step is charged with it. */
function markWheel(step: number): void {
  const mark = ({ deltaY }: WheelEvent): void => {
    performance.mark(Math.abs(deltaY) === step ? 'bench:step' : 'bench:rest');
  };
  addEventListener('wheel', mark, { passive: true });
}

function itemsShown(): number {
  performance.mark('bench:rest');
  const root = (globalThis as unknown as PageWindow).chat.shadowRoot;
  return root?.querySelectorAll('.user, .assistant').length ?? 0;
}

function goTo(share: number): void {
  performance.mark('bench:rest');
  const thread = (globalThis as unknown as PageWindow).chat.shadowRoot?.querySelector('.thread');
  thread?.scrollTo({ top: share * thread.scrollHeight });
}
