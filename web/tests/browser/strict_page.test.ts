/** Under `default-src 'self'`, with a proxy that denies all but our origin, everything works. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { AnsweredSite, done, said } from '../support/answered_site.ts';
import type { ChatPage } from '../support/browser.ts';
import { DenyingProxy } from '../support/denying_proxy.ts';
import { PIXEL, PIXEL_BYTES } from '../support/pixel.ts';
import type { Question } from '../support/webhook.ts';
import { contentCard, formCard, list } from '../support/widget_gallery.ts';

let proxy: DenyingProxy;
let stage: AnsweredSite;
before(async () => {
  proxy = await DenyingProxy.start();
  stage = await AnsweredSite.start([
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
  ]);
  stage.site.policy = "default-src 'self'";
});
after(async () => {
  await stage?.stop();
  proxy?.stop();
});

const limit = { timeout: 60_000 };
const font = createRequire(import.meta.url).resolve('temml/dist/Temml.woff2');

/** The events with their pictures at an address: the policy forbids those of `data:`. */
function ofOurOrigin(events: object[]): object[] {
  const text = JSON.stringify(events).replaceAll(PIXEL, `${stage.site.url}/pixel.png`);
  return JSON.parse(text) as object[];
}

/** A chat of which nothing asks for more than the page's policy grants. */
function strictTest(
  name: string,
  events: object[],
  body: (chat: ChatPage) => Promise<void>,
  options: object = {},
): void {
  const answer = ({ type }: Question): object =>
    type === 'transcribe' ? { text: 'as dictated' } : ofOurOrigin(events);
  test(name, limit, () =>
    stage.chat(
      answer,
      async (chat) => {
        await chat.page.route('**/pixel.png', (route) =>
          route.fulfill({ contentType: 'image/png', body: PIXEL_BYTES }),
        );
        await body(chat);
        const violations = await chat.page.evaluate(
          () => (globalThis as unknown as { violations: string[] }).violations,
        );
        assert.deepEqual([violations, proxy.asked], [[], []]);
      },
      { options, context: { permissions: ['microphone'], proxy: proxy.settings } },
    ),
  );
}

const drawn = (chat: ChatPage, selector: string): Promise<void> =>
  chat.page.locator(selector).first().waitFor();

strictTest(
  'code, formulas, tables and pictures of an answer',
  [
    said(
      `\`\`\`js\nconst a = 1;\n\`\`\`\n\n$\\frac{1}{2}$\n\n| a |\n| - |\n| 1 |\n\n![dot](${PIXEL})`,
    ),
  ],
  async (chat) => {
    await chat.ask('show');
    for (const part of ['.hljs-keyword', 'math mfrac', '.table-frame', '.markdown img'])
      await drawn(chat, part);
    assert.equal(
      await chat.page
        .locator('.markdown img')
        .evaluate((each: HTMLImageElement) => each.naturalWidth),
      1,
    );
  },
);

strictTest(
  'widgets: fields, lists, charts, tables, icons and pictures',
  [
    formCard,
    contentCard,
    list,
    { type: 'Card', children: [{ type: 'Icon', name: 'lucide:anchor' }] },
  ].map((widget) => done({ type: 'widget', widget })),
  async (chat) => {
    await chat.ask('show');
    for (const part of ['.w-chart-bars rect', '.w-table', '.w-list', 'img.w-image'])
      await drawn(chat, part);
    await chat.page.locator('.widget').last().locator('.w-icon svg').waitFor();
    await chat.page.getByRole('combobox', { name: 'Country' }).click();
    await chat.page.getByRole('option', { name: 'Country D' }).click();
    await chat.page.getByRole('button', { name: /^day: / }).click();
    await chat.page.getByRole('dialog').waitFor();
    await chat.page.keyboard.press('Escape');
    const plot = chat.page.locator('.w-chart-plot').first();
    await plot.hover();
    await drawn(chat, '.w-chart-tooltip');
  },
);

strictTest(
  'workflows, sources, notices, progress and generated pictures',
  [
    { type: 'progress_update', text: 'Searching', icon: 'search' },
    { type: 'notice', level: 'warning', title: 'Mind', message: '**this**' },
    done({
      type: 'workflow',
      workflow: { type: 'custom', tasks: [{ type: 'thought', content: 'Hm.' }], expanded: true },
    }),
    done({ type: 'generated_image', image: { id: 'i', url: PIXEL } }),
    said('cited', [
      { type: 'annotation', index: 3, source: { type: 'url', title: 'A', url: 'https://a.test/' } },
    ]),
  ],
  async (chat) => {
    await chat.ask('show');
    for (const part of [
      '.notice strong',
      '.task',
      '.generated-image img',
      'a.citation',
      '.sources',
    ])
      await drawn(chat, part);
  },
);

strictTest(
  'files and dictation',
  [said('Seen.')],
  async (chat) => {
    const { page } = chat;
    const picture = { name: 'dot.png', mimeType: 'image/png', buffer: PIXEL_BYTES };
    await page.locator('input[type=file]').setInputFiles(picture);
    await drawn(chat, '.file-chip[aria-busy=false] canvas');
    await page.getByRole('button', { name: 'Dictate' }).click();
    await page.getByRole('button', { name: 'Stop dictation' }).click();
    await page.locator('.field', { hasText: 'as dictated' }).waitFor();
    await page.getByRole('button', { name: 'Send message' }).click();
    await drawn(chat, 'img.file-image');
    await chat.event('response.end');
  },
  { composer: { attachments: { enabled: true }, dictation: { enabled: true } } },
);

test('a language, a theme and a font of our origin', limit, () =>
  stage.chat(
    () => [said('Gesagt.')],
    async (chat) => {
      const { page } = chat;
      await page.route('**/own.woff2', async (route) =>
        route.fulfill({ contentType: 'font/woff2', body: await readFile(font) }),
      );
      await chat.mount(
        {
          locale: 'de',
          theme: {
            colorScheme: 'dark',
            color: { accent: { primary: '#3b5bdb', level: 2 } },
            typography: {
              fontFamily: 'Own',
              fontSources: [{ family: 'Own', src: `${stage.site.url}/own.woff2` }],
            },
          },
        },
        chat.user,
      );
      await page.getByRole('button', { name: 'Verlauf' }).waitFor();
      const fonts = await page.evaluate(async () => (await document.fonts.load('16px Own')).length);
      assert.equal(fonts, 1);
      await chat.ask('sag es');
      const violations = await page.evaluate(
        () => (globalThis as unknown as { violations: string[] }).violations,
      );
      assert.deepEqual([violations, proxy.asked], [[], []]);
    },
    { context: { proxy: proxy.settings } },
  ),
);

test('the policy and the proxy would have told', limit, () =>
  stage.chat(
    () => [said('Fine.')],
    async ({ page, complaints, foreign }) => {
      await page.evaluate(() => {
        new Image().src = 'https://elsewhere.test/x.png';
      });
      await page.waitForFunction(
        () => (globalThis as unknown as { violations: string[] }).violations.length === 1,
      );
      await assert.rejects(page.goto('http://elsewhere.test/'));
      complaints.length = 0;
      foreign.length = 0;
      assert.deepEqual(proxy.asked.splice(0), ['http://elsewhere.test/']);
    },
    { context: { proxy: proxy.settings } },
  ),
);
