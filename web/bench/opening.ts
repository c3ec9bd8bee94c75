import type { Browser, Page } from 'playwright-core';
import { ChatPage } from '../tests/support/browser.ts';
import { NEWEST, longThread, longThreadId } from '../tests/support/long_thread.ts';
import type { Site } from '../tests/support/site.ts';
import { type Trace, traced } from './trace.ts';

const TIMES = 9;
/** Long enough for a frame to come to the screen. */
const DISPLAY_MS = 100;

interface Opening {
  thread: string;
  newest: string;
  DISPLAY_MS: number;
}

interface PageWindow {
  chat: HTMLElement & { setThreadId(id: string | null): Promise<void> };
}

/** Milliseconds from a long thread's last byte to the frame that shows its newest item. */
export async function opening(browser: Browser, site: Site, items: number): Promise<number[]> {
  const chat = await ChatPage.open(browser, site);
  await site.server.import(longThread(chat.user, items));
  const id = longThreadId(chat.user);
  const times: number[] = [];
  for (let time = 0; time < TIMES; ++time) times.push(await openOnce(browser, chat.page, id));
  await chat.close();
  return times;
}

async function openOnce(browser: Browser, page: Page, thread: string): Promise<number> {
  const opened = await traced(browser, page, async () => {
    await page.evaluate(openAndMark, { thread, newest: NEWEST, DISPLAY_MS });
  });
  await page.evaluate(() => (globalThis as unknown as PageWindow).chat.setThreadId(null));
  return fromDataToFrame(opened);
}

/** From the data to the first frame on the screen after the one that has the item in its place began. */
function fromDataToFrame({ marks, frames }: Trace): number {
  const at = (name: string): number => marks.find((mark) => mark.name === name)?.ts ?? Number.NaN;
  const drawn = frames.find((frame) => frame >= at('shown'));
  if (drawn === undefined) throw new Error('no frame was drawn');
  return (drawn - at('data')) / 1000;
}

/** Opens the thread; marks when the answer's last byte came and when its newest item is shown. */
async function openAndMark({ thread, newest, DISPLAY_MS }: Opening): Promise<void> {
  const { chat } = globalThis as unknown as PageWindow;
  performance.clearResourceTimings();
  const isShown = (): boolean => {
    const box = chat.shadowRoot?.querySelector('.thread')?.getBoundingClientRect();
    const last = [...(chat.shadowRoot?.querySelectorAll('.assistant') ?? [])].at(-1);
    const own = last?.getBoundingClientRect();
    return Boolean(
      last?.textContent?.includes(newest) &&
      box &&
      own &&
      own.top >= box.top &&
      own.top < box.bottom,
    );
  };
  const opened = chat.setThreadId(thread);
  let frame = 0;
  do {
    await new Promise((begun) => requestAnimationFrame(begun));
    frame = performance.now();
    await new Promise((painted) => setTimeout(painted));
  } while (!isShown());
  performance.mark('bench:shown', { startTime: frame });
  await opened;
  const answer = performance.getEntriesByType('resource').at(-1) as PerformanceResourceTiming;
  performance.mark('bench:data', { startTime: answer.responseEnd });
  await new Promise((displayed) => setTimeout(displayed, DISPLAY_MS));
}
