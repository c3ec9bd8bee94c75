/**
 * Measures the element in Debian's Chromium against a live server; FILE gets the figures as JSON.
 *
 *   node web/bench/run.ts FILE
 *
 * CHATKIT_BUILD names the build folder whose program serves; bench/README.md says what is measured.
 */

import { writeFile } from 'node:fs/promises';
import { launch } from '../tests/support/browser.ts';
import { Site } from '../tests/support/site.ts';
import { Webhook } from '../tests/support/webhook.ts';
import { fullRender } from './full_render.ts';
import { opening } from './opening.ts';
import { scrolling } from './scrolling.ts';
import { streaming } from './streaming.ts';

const THREAD_ITEMS = 5_000;

const webhook = await Webhook.start();
const site = await Site.start(undefined, ['--workflows', webhook.workflows]);
// One step of the wheel is one jump, so that its cost is not spread over an animation.
const browser = await launch(['--disable-smooth-scrolling']);
try {
  const results = {
    streaming: await streaming(browser, site, webhook),
    fullRender: await fullRender(browser),
    scrolling: await scrolling(browser, site, THREAD_ITEMS),
    opening: await opening(browser, site, THREAD_ITEMS),
  };
  await writeFile(process.argv[2] ?? '/dev/stdout', JSON.stringify(results));
} finally {
  await browser.close();
  await site.stop();
  await webhook.stop();
}
