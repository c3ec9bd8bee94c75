import { after } from 'node:test';
import type { Browser } from 'playwright-core';
import { launch } from './browser.ts';
import { Site } from './site.ts';

/** A site and a browser for the tests of one file; they end with it. `args` are the browser's. */
export async function stand(
  args: string[] = [],
  pages?: URL,
): Promise<{ site: Site; browser: Browser }> {
  const site = await Site.start(pages);
  let browser: Browser | null = null;
  after(async () => {
    await browser?.close();
    await site.stop();
  });
  browser = await launch(args);
  return { site, browser };
}
