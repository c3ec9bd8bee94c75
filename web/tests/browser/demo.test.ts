/** The demo page under its own CSP: what is chosen is what the chat does and what the code says. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import type { BrowserContextOptions } from 'playwright-core';
import { seriousFindings } from '../support/axe.ts';
import { ChatPage } from '../support/browser.ts';
import { BUILT } from '../support/site.ts';
import { stand } from '../support/stand.ts';

const { site, browser } = await stand([], BUILT);

const phone: BrowserContextOptions = { viewport: { width: 390, height: 780 } };

/** A test with the page; nothing may leave our origin and nothing may complain. */
function demoTest(
  name: string,
  context: BrowserContextOptions,
  body: (chat: ChatPage) => Promise<void>,
): void {
  test(name, { timeout: 60_000 }, async () => {
    const chat = await ChatPage.visit(browser, site, '/demo.html', {
      reducedMotion: 'reduce',
      ...context,
    });
    try {
      await chat.page.locator('.root').waitFor();
      await body(chat);
      assert.deepEqual(chat.foreign, []);
      assert.deepEqual(chat.complaints, []);
    } finally {
      await chat.page.context().close();
    }
  });
}

/** Runs the code that the page shows, and gives the options that it sets, without `api`. */
async function embeddedOptions({ page }: ChatPage): Promise<object> {
  const code = await page.locator('pre').innerText();
  const script = /<script>(.*)<\/script>/s.exec(code)?.[1] ?? '';
  let given = {};
  const setOptions = (options: object): void => {
    given = options;
  };
  runInNewContext(script, { document: { getElementById: () => ({ setOptions }) } });
  const { api, ...options } = JSON.parse(JSON.stringify(given)) as { api?: object };
  assert.ok(api);
  return options;
}

demoTest('a prompt is answered', {}, async ({ page }) => {
  await page.getByRole('button', { name: 'Introduce yourself on a card' }).click();
  await page.locator('.assistant, .widget', { hasText: 'A card' }).first().waitFor();
});

demoTest('looks reach the chat and the code', {}, async (chat) => {
  const { page } = chat;
  for (const name of ['Dark', 'Violet', 'Sharp', 'Compact']) {
    await page.getByRole('radio', { name }).check();
  }
  const root = page.locator('.root');
  assert.equal(await root.getAttribute('data-scheme'), 'dark');
  const tokens = await root.evaluate((element) =>
    ['--ck-accent', '--ck-radius-box', '--ck-space'].map((name) =>
      getComputedStyle(element).getPropertyValue(name),
    ),
  );
  assert.deepEqual(tokens, ['#7c3aed', '0px', '3.28px']);
  assert.deepEqual(((await embeddedOptions(chat)) as { theme: object }).theme, {
    colorScheme: 'dark',
    radius: 'sharp',
    density: 'compact',
    color: { accent: { primary: '#7c3aed', level: 2 } },
  });
});

demoTest('the language reaches the chat and the code', {}, async (chat) => {
  await chat.page.getByLabel('Language').selectOption('ar');
  await chat.page.locator('.root[lang=ar][dir=rtl]').waitFor();
  assert.equal(((await embeddedOptions(chat)) as { locale: string }).locale, 'ar');
});

demoTest('features are switched while a conversation goes on', {}, async (chat) => {
  const { page } = chat;
  await page.getByRole('button', { name: 'What can you do?' }).click();
  await page.getByRole('button', { name: 'Good answer' }).waitFor();
  for (const name of ['Header', 'History', 'Prompts', 'Attachments', 'Feedback', 'Try again']) {
    await page.getByRole('switch', { name }).uncheck();
  }
  assert.equal(await page.locator('.root .header').count(), 0);
  for (const name of ['Attach files', 'Good answer', 'Try again']) {
    assert.equal(await page.getByRole('button', { name }).count(), 0, name);
  }
  assert.equal(await page.locator('.user').count(), 1);
  assert.deepEqual(await embeddedOptions(chat), {
    header: { enabled: false },
    history: { enabled: false },
  });
});

demoTest(
  'the code is copied',
  { permissions: ['clipboard-read', 'clipboard-write'] },
  async (chat) => {
    const { page } = chat;
    await page.getByRole('button', { name: 'Copy', exact: true }).click();
    await page.getByRole('status').filter({ hasText: 'Copied.' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    assert.equal(copied, await page.locator('pre code').textContent());
    assert.ok(copied.includes(`<script src="${site.url}/chatkit.js"></script>`));
  },
);

demoTest('on a phone the panel is a drawer, by keyboard too', phone, async ({ page }) => {
  const panel = page.getByRole('complementary', { name: 'Make it yours' });
  assert.equal(await panel.count(), 0);
  await page.getByRole('button', { name: 'Customize' }).focus();
  await page.keyboard.press('Enter');
  await panel.waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.ariaLabel), 'Close');
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowRight');
  await page.locator('.root[data-scheme=dark]').waitFor();
  await page.keyboard.press('Escape');
  await panel.waitFor({ state: 'detached' });
  assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Customize');
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), 390);
});

for (const colorScheme of ['light', 'dark'] as const) {
  demoTest(
    `axe finds nothing, ${colorScheme}`,
    { colorScheme, bypassCSP: true },
    async ({ page }) => {
      await page.locator(`.root[data-scheme=${colorScheme}]`).waitFor();
      assert.deepEqual(await seriousFindings(page), []);
    },
  );
}

demoTest('axe finds nothing in the drawer', { ...phone, bypassCSP: true }, async ({ page }) => {
  await page.getByRole('button', { name: 'Customize' }).click();
  assert.deepEqual(await seriousFindings(page), []);
});
