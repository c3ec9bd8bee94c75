import type { Browser } from 'playwright-core';
import { type Spread, spread } from './spread.ts';
import { DELTA_MS, deltas } from './streaming.ts';
import { costs, traced } from './trace.ts';

const SCRIPTS = ['marked/lib/marked.umd.js', 'dompurify/dist/purify.min.js'];
const packages = new URL('../node_modules/', import.meta.url);

interface Libraries {
  marked: { parse(text: string): string };
  DOMPurify: { sanitize(html: string): string };
}

/**
 * The peer: the same deltas through marked and DOMPurify, the whole text at each of them. It has no
 * stream to read, no colours, no formulas and no style sheet.
 */
export async function fullRender(browser: Browser): Promise<Spread> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 800 } });
  await page.setContent('<!doctype html><main></main>');
  for (const script of SCRIPTS)
    await page.addScriptTag({ path: new URL(script, packages).pathname });
  const trace = await traced(browser, page, () => page.evaluate(render, { deltas, DELTA_MS }));
  await page.close();
  return spread(costs(trace, 'delta'));
}

async function render(work: { deltas: string[]; DELTA_MS: number }): Promise<void> {
  const { marked, DOMPurify } = globalThis as unknown as Libraries;
  const main = document.querySelector('main');
  let text = '';
  for (const delta of work.deltas) {
    await new Promise((next) => setTimeout(next, work.DELTA_MS));
    performance.mark('bench:delta');
    text += delta;
    if (main) main.innerHTML = DOMPurify.sanitize(marked.parse(text));
  }
}
