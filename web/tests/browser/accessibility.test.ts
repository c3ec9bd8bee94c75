/** axe-core finds nothing serious in the main states, in both schemes. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { seriousFindings } from '../support/axe.ts';
import { ChatPage, launch } from '../support/browser.ts';
import { Site } from '../support/site.ts';

let site: Site;
let browser: Browser;
before(async () => {
  site = await Site.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

const options = {
  startScreen: { prompts: [{ label: 'Help', prompt: '/help', icon: 'bolt' }] },
  threadItemActions: { feedback: true, retry: true },
  composer: { attachments: { enabled: true }, models: [{ id: 'm', label: 'Model' }] },
  disclaimer: { text: 'It can be wrong.' },
};

const STATES: Record<string, (chat: ChatPage) => Promise<void>> = {
  start: async () => undefined,
  answers: async (chat) => {
    await chat.ask('/help');
    await chat.ask('/annotations');
    await chat.ask('/workflow');
    await chat.ask('/buttons');
    await chat.ask('/echo # T\n\n```js\nconst a = 1; // b\n```\n\n| a |\n| - |\n| 1 |');
    await chat.page.locator('.hljs-keyword').waitFor();
  },
  questions: (chat) => chat.ask('/ask'),
  notices: (chat) => chat.ask('/notice'),
  error: (chat) => chat.ask('/fail'),
  history: async (chat) => {
    await chat.ask('/title One');
    await chat.page.getByRole('button', { name: 'History' }).click();
    await chat.page.locator('.thread-row').waitFor();
  },
};

for (const theme of ['light', 'dark']) {
  for (const [state, reach] of Object.entries(STATES)) {
    test(`${state}, ${theme}`, { timeout: 30_000 }, async () => {
      const chat = await ChatPage.open(
        browser,
        site,
        { ...options, theme },
        { reducedMotion: 'reduce', bypassCSP: true },
      );
      try {
        await reach(chat);
        assert.deepEqual(await seriousFindings(chat.page), []);
      } finally {
        await chat.page.context().close();
      }
    });
  }
}
