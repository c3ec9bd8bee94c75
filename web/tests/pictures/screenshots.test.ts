/** Pictures of the main states for a person to look at, in screenshots/; nothing may overflow. */

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { ChatPage, launch } from '../support/browser.ts';
import { Site } from '../support/site.ts';

const folder = new URL('../../screenshots/', import.meta.url).pathname;

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

const OPTIONS = {
  startScreen: {
    prompts: [
      { label: 'What can you do?', prompt: '/help', icon: 'lightbulb' },
      { label: 'Show me a card', prompt: '/widget', icon: 'square-text' },
      { label: 'Explain event streams', prompt: '/annotations', icon: 'book-open' },
      { label: 'Think step by step', prompt: '/workflow', icon: 'sparkle' },
    ],
  },
  threadItemActions: { feedback: true, retry: true },
  composer: { attachments: { enabled: true } },
  disclaimer: { text: 'The assistant can make mistakes. Check what matters.' },
};

interface Picture {
  options?: object;
  context?: BrowserContextOptions;
  reach(chat: ChatPage): Promise<void>;
}

const phone: BrowserContextOptions = { viewport: { width: 390, height: 780 } };
const answer = (chat: ChatPage): Promise<void> => chat.ask(`/echo ${ANSWER}`);
const two = async (chat: ChatPage): Promise<void> => {
  await chat.ask('/title A walk through event streams and their many uses');
  await chat.page.getByRole('button', { name: 'New chat' }).click();
  await chat.ask('/title Orders');
  await chat.page.getByRole('button', { name: 'History' }).click();
  await chat.page.locator('.thread-row').nth(1).waitFor();
};

const PICTURES: Record<string, Picture> = {
  start: { reach: async () => undefined },
  'start-phone': { context: phone, reach: async () => undefined },
  answer: { reach: answer },
  'answer-phone': { context: phone, reach: answer },
  dark: { options: { theme: 'dark' }, reach: answer },
  streaming: {
    options: { theme: { color: { accent: { primary: '#3b5bdb', level: 2 } } } },
    reach: async (chat) => {
      await chat.say('/slow 60');
      await chat.page.locator('.assistant', { hasText: '12, ' }).waitFor();
    },
  },
  widgets: {
    reach: async (chat) => {
      await chat.ask('/widget');
      await chat.ask('/buttons');
    },
  },
  questions: { reach: (chat) => chat.ask('/ask') },
  notices: { reach: (chat) => chat.ask('/notice') },
  error: { reach: (chat) => chat.ask('/fail') },
  history: { reach: two },
  'history-phone': { context: phone, reach: two },
  'right-to-left': {
    options: { locale: 'ar' },
    reach: async (chat) => {
      await chat.ask('مرحبا، كيف حالك؟');
      await chat.ask('/widget');
    },
  },
};

let site: Site;
let browser: Browser;
before(async () => {
  await mkdir(folder, { recursive: true });
  site = await Site.start();
  browser = await launch();
});
after(async () => {
  await browser?.close();
  await site?.stop();
});

/** Parts that are wider than their frame without a scroll bar of their own. */
function overflowing(): string[] {
  const root = document.querySelector('openai-chatkit')?.shadowRoot?.querySelector('.root');
  const width = root?.getBoundingClientRect().width ?? 0;
  const scrolls = (element: Element): boolean =>
    element.closest('.code-frame pre, .table-frame, .visually-hidden') !== null;
  return [...(root?.querySelectorAll('*') ?? [])]
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (left < -1 || right > width + 1) && !scrolls(element);
    })
    .map((element) => element.outerHTML.slice(0, 80));
}

for (const [name, { options = {}, context = {}, reach }] of Object.entries(PICTURES)) {
  test(name, { timeout: 60_000 }, async () => {
    const chat = await ChatPage.open(
      browser,
      site,
      { ...OPTIONS, ...options },
      { ...context, reducedMotion: 'reduce' },
    );
    try {
      await reach(chat);
      assert.deepEqual(await chat.page.evaluate(overflowing), []);
      await chat.page.screenshot({ path: `${folder}${name}.png` });
    } finally {
      await chat.close();
    }
  });
}
