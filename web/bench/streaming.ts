import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'playwright-core';
import { answerEvents } from '../tests/support/answer_events.ts';
import { ChatPage } from '../tests/support/browser.ts';
import { longAnswer } from '../tests/support/sample_answer.ts';
import type { Site } from '../tests/support/site.ts';
import type { Webhook } from '../tests/support/webhook.ts';
import { type Spread, spread } from './spread.ts';
import { costs, traced } from './trace.ts';

/** The answer as a model sends it. */
export const deltas = longAnswer.match(/.{1,20}/gs) ?? [];
/** Longer than a frame: each delta has one of its own. */
export const DELTA_MS = 25;
const ANSWER_MS_MAX = 4 * DELTA_MS * deltas.length;

/** Main-thread milliseconds of a delta of a 20 KB answer. */
export async function streaming(browser: Browser, site: Site, webhook: Webhook): Promise<Spread> {
  webhook.answer = ({ type }) => (type === 'respond' ? answerEvents(paced()) : {});
  const chat = await ChatPage.open(browser, site);
  chat.page.setDefaultTimeout(ANSWER_MS_MAX);
  await markReads(chat.page);
  const trace = await traced(browser, chat.page, async () => {
    const ended = chat.page.evaluate(responseEnd);
    await chat.say('How do I build a queue?');
    await ended;
  });
  await chat.close();
  return spread(costs(trace, 'read'));
}

/** Waits without looking in each frame, which would cost the page frames of its own. */
function responseEnd(): Promise<void> {
  const { chat } = globalThis as unknown as { chat: HTMLElement };
  return new Promise((resolve) => {
    chat.addEventListener('chatkit.response.end', () => resolve(), { once: true });
  });
}

async function* paced(): AsyncGenerator<string> {
  const begin = performance.now();
  for (const [at, delta] of deltas.entries()) {
    await pause(Math.max(0, begin + at * DELTA_MS - performance.now()));
    yield delta;
  }
}

/** Marks what the page reads of a stream: with a delta in each frame, every one of them. */
async function markReads(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { prototype } = ReadableStreamDefaultReader;
    const { read } = prototype;
    prototype.read = async function marked() {
      const result = await read.call(this);
      performance.mark('bench:read');
      return result;
    };
  });
}
