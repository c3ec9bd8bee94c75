/** The pages of examples/web in a browser, beside a service of another origin. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Browser, Page } from 'playwright-core';
import { launch } from '../support/browser.ts';
import { ExamplePages, type Language } from '../support/example_pages.ts';

const servers: Partial<Record<Language, ExamplePages>> = {};
let browser: Browser;
before(async () => {
  servers.node = await ExamplePages.start('node');
  servers.cpp = await ExamplePages.start('cpp');
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await servers.node?.stop();
  await servers.cpp?.stop();
});

/** Opens an example; only the page and the service are asked, and nothing complains. */
function exampleTest(
  name: string,
  language: Language,
  path: string,
  body: (page: Page) => Promise<void>,
): void {
  test(name, { timeout: 60_000 }, async () => {
    const pages = servers[language];
    assert.ok(pages);
    const page = await browser.newPage();
    const asked = new Set<string>();
    const complaints: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith('data:')) asked.add(new URL(request.url()).origin);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    try {
      await page.goto(`${pages.url}${path}`);
      await body(page);
      assert.deepEqual([...asked].sort(), [pages.url, pages.service.url].sort());
      assert.deepEqual(complaints, []);
    } finally {
      await page.close();
    }
  });
}

async function says(page: Page, text: string): Promise<void> {
  await page.locator('.field').fill(text);
  await page.locator('.field').press('Enter');
}

for (const language of ['node', 'cpp'] as const) {
  exampleTest(`plain HTML, served by ${language}`, language, '/', async (page) => {
    await page.getByRole('heading', { name: 'Tea shop' }).waitFor();
    await page.getByRole('button', { name: 'What can you do?' }).click();
    await page.locator('.assistant td', { hasText: '/annotations' }).waitFor();
    await says(page, '/echo ```js\nconst tea = 1;\n```');
    await page.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
  });
}

exampleTest(
  'React: a message of the page, and one of the person',
  'node',
  '/react/index.html',
  async (page) => {
    await page.locator('.root').waitFor();
    await page.getByRole('button', { name: 'Say hello' }).click();
    await page.locator('.assistant', { hasText: 'You wrote:' }).waitFor();
    await says(page, '/tool tea');
    await page.locator('.assistant', { hasText: '"called":"show_message"' }).waitFor();
    await page.getByRole('button', { name: 'Try again' }).last().waitFor();
  },
);
