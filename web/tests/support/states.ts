/** The states of a chat that are looked at: as pictures, and by axe-core. */

import type { ChatPage } from './browser.ts';
import { type OfferPage, models, offer, tools } from './offer.ts';
import { eveningPng } from './picture.ts';
import type { State } from './stage.ts';
import { basic, contentCard, formCard, list, lookCard } from './widget_gallery.ts';

const ANSWER = `# Event streams

A server sends **one event after the other** over a connection that stays open.

1. The browser asks once.
2. The server answers in pieces, each an *event*.

\`\`\`js
const source = new EventSource("/events");
source.onmessage = ({ data }) => console.log(data); // one event after the other
\`\`\`

| field | meaning |
| --- | --- |
| \`data\` | what it says |
| \`id\` | where to go on |

The rate is $r = \\frac{n}{t}$.`;

const FULL = {
  startScreen: {
    prompts: [
      { label: 'What can you do?', prompt: '/help', icon: 'lightbulb' },
      { label: 'Show me a card', prompt: '/widget', icon: 'square-text' },
      { label: 'Explain event streams', prompt: '/annotations', icon: 'book-open' },
      { label: 'Think step by step', prompt: '/workflow', icon: 'sparkle' },
    ],
  },
  threadItemActions: { feedback: true, retry: true },
  composer: { attachments: { enabled: true }, dictation: { enabled: true }, tools, models },
  disclaimer: { text: 'The assistant can make mistakes. Check what matters.' },
};

const widgets = (...shown: object[]) => shown.map((widget) => ({ type: 'widget', widget }));
const evening = eveningPng(480, 320);
const image = {
  type: 'generated_image',
  image: { id: 'img_1', url: `data:image/png;base64,${evening.toString('base64')}` },
};

/** The functions of the page give a chat its mentions and commands. */
const offers = (then: (chat: ChatPage) => Promise<void>) => async (chat: ChatPage) => {
  await chat.page.evaluate(offer);
  await then(chat);
};
/** By part: the names of the element's own controls depend on its language. */
const press = ({ page }: ChatPage, part: string) => page.locator(`[part=${part}]`).first().click();
const types = (text: string, awaited: string) =>
  offers(async ({ page }) => {
    await page.keyboard.type(text);
    await page.getByRole('option', { name: awaited }).waitFor();
  });

async function history(chat: ChatPage): Promise<void> {
  await chat.ask('/title A walk through event streams and their many uses');
  await press(chat, 'new-chat-button');
  await chat.ask('/title Orders');
  await press(chat, 'history-button');
  await chat.page.locator('.thread-row').nth(1).waitFor();
}

const inRow = (at: number) => async (chat: ChatPage) => {
  await history(chat);
  const row = chat.page.locator('.thread-row').nth(1);
  await row.hover();
  await row.locator('.icon-button').nth(at).click();
};

async function attach({ page }: ChatPage): Promise<void> {
  await page.locator('input[type=file]').setInputFiles([
    { name: 'evening.png', mimeType: 'image/png', buffer: evening },
    { name: 'minutes of the meeting.txt', mimeType: 'text/plain', buffer: Buffer.from('Tea.') },
    { name: 'film.mov', mimeType: 'video/quicktime', buffer: Buffer.alloc(3000) },
  ]);
  await page.locator('.uploads li').nth(2).waitFor();
  await page.locator('.file-chip[aria-busy=true]').first().waitFor({ state: 'detached' });
}

const form = (reach?: State['reach']): State => ({
  options: FULL,
  items: widgets(formCard),
  ...(reach && { reach }),
});
const script = (message: string, reach?: State['reach']): State => ({
  options: FULL,
  reach: async (chat) => {
    await chat.ask(message);
    await reach?.(chat);
  },
});

/** By name. Everything that has a look of its own is in one of them. */
export const STATES = {
  start: { options: FULL },
  answer: script(`/echo ${ANSWER}`, async ({ page }) => {
    await page.locator('.hljs-keyword').first().waitFor();
    await page.locator('math').waitFor();
  }),
  streaming: {
    options: FULL,
    reach: async (chat) => {
      await chat.say('/slow 60');
      await chat.page.locator('.assistant', { hasText: '12, ' }).waitFor();
    },
  },
  error: script('/fail'),
  notices: script('/notice'),
  workflow: script('/workflow', ({ page }) => page.locator('.workflow summary').click()),
  sources: script('/annotations', ({ page }) => page.locator('.sources summary').click()),
  questions: script('/ask', async ({ page }) => {
    await page.getByLabel('M', { exact: true }).check();
    await page.getByLabel('lid').check();
  }),
  answers: script('/ask', async (chat) => {
    await chat.page.getByLabel('M', { exact: true }).check();
    await chat.page.locator('[part=submit-button]').click();
    await chat.page.locator('.turn-actions').waitFor();
  }),
  locked: script('/lock A colleague looks at your order.'),
  closed: script('/close'),
  history: { options: FULL, reach: history },
  'history-rename': { options: FULL, reach: inRow(0) },
  'history-delete': { options: FULL, reach: inRow(1) },
  'tool-menu': { options: FULL, reach: (chat) => press(chat, 'tool-menu') },
  'model-menu': { options: FULL, reach: (chat) => press(chat, 'model-menu') },
  'tool-chosen': {
    options: FULL,
    reach: async (chat) => {
      await press(chat, 'tool-menu');
      await chat.page.getByRole('menuitemradio', { name: 'Draw' }).click();
    },
  },
  mentions: { options: FULL, reach: types('Ask @', 'Bob Ray') },
  commands: { options: FULL, reach: types('/', 'Beep') },
  preview: {
    options: FULL,
    reach: offers(async ({ page }) => {
      await page.keyboard.type('Ask @ann');
      await page.getByRole('option', { name: 'Ann Lee' }).waitFor();
      await page.keyboard.press('Enter');
      await page.keyboard.type('about tea');
      for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowLeft');
      await page.getByRole('tooltip').waitFor();
    }),
  },
  attachments: {
    options: {
      ...FULL,
      composer: { ...FULL.composer, attachments: { enabled: true, maxSize: 2500 } },
    },
    reach: attach,
  },
  'message-with-files': {
    options: FULL,
    reach: async (chat) => {
      await attach(chat);
      await chat.page.evaluate(() =>
        (globalThis as unknown as OfferPage).chat.setComposerValue({ reply: 'As you said before' }),
      );
      await chat.ask('Look at these, please');
      await chat.page.locator('.file-image').waitFor();
    },
  },
  form: form(),
  'form-invalid': form(({ page }) =>
    page.getByRole('button', { name: 'Book', exact: true }).click(),
  ),
  select: form(({ page }) => page.getByRole('combobox', { name: 'Country' }).click()),
  'date-picker': form(({ page }) => page.locator('button[aria-haspopup=dialog]').click()),
  looks: { options: FULL, items: widgets(lookCard, basic) },
  content: { options: FULL, items: widgets(contentCard) },
  list: { options: FULL, items: widgets(list) },
  image: { options: FULL, items: [image] },
} satisfies Record<string, State>;

export type StateName = keyof typeof STATES;
