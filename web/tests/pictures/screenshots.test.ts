/** Pictures of every state for a person to look at, in screenshots/; nothing may overflow. */

import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import type { BrowserContextOptions } from 'playwright-core';
import type { ChatPage } from '../support/browser.ts';
import { Stage, type State } from '../support/stage.ts';
import { STATES, type StateName } from '../support/states.ts';

const folder = new URL('../../screenshots/', import.meta.url).pathname;
const phone: BrowserContextOptions = { viewport: { width: 390, height: 780 } };
/** High enough for the longest widget. */
const tall: BrowserContextOptions = { viewport: { width: 1000, height: 1300 } };
const GALLERY: StateName[] = ['form', 'looks', 'content', 'list', 'select', 'date-picker'];

/** Other looks than the usual one, and the states that are shown in them. */
const LOOKS: Record<
  string,
  { options?: object; context?: BrowserContextOptions; states: StateName[] }
> = {
  '': { states: Object.keys(STATES) as StateName[] },
  dark: {
    options: { theme: 'dark' },
    states: [
      ...GALLERY,
      'start',
      'answer',
      'questions',
      'notices',
      'error',
      'history-delete',
      'tool-menu',
      'mentions',
      'attachments',
      'workflow',
      'sources',
    ],
  },
  phone: {
    context: phone,
    states: [
      ...GALLERY,
      'start',
      'answer',
      'history',
      'history-rename',
      'questions',
      'tool-chosen',
    ],
  },
  rtl: {
    options: { locale: 'ar' },
    states: ['start', 'form', 'content', 'list', 'answer', 'workflow', 'sources', 'image'],
  },
  tall: { context: tall, states: ['form', 'looks', 'content'] },
  accent: {
    options: { theme: { color: { accent: { primary: '#3b5bdb', level: 2 } } } },
    states: ['streaming', 'form', 'start'],
  },
  compact: { options: { theme: { density: 'compact' } }, states: ['start', 'form', 'answer'] },
  spacious: { options: { theme: { density: 'spacious' } }, states: ['start', 'form', 'answer'] },
  round: { options: { theme: { radius: 'round' } }, states: ['form', 'tool-menu'] },
  soft: { options: { theme: { radius: 'soft' } }, states: ['form', 'tool-menu'] },
  sharp: { options: { theme: { radius: 'sharp' } }, states: ['form', 'tool-menu', 'start'] },
};

let stage: Stage;
before(async () => {
  await mkdir(folder, { recursive: true });
  stage = await Stage.start();
});
after(() => stage?.stop());

/** Parts that are wider than their frame without a scroll bar of their own. */
function overflowing(): string[] {
  const root = document.querySelector('openai-chatkit')?.shadowRoot?.querySelector('.root');
  const width = root?.getBoundingClientRect().width ?? 0;
  const scrolls = (element: Element): boolean =>
    element.closest('.code-frame pre, .table-frame, .w-table, .visually-hidden') !== null;
  return [...(root?.querySelectorAll('*') ?? [])]
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return (left < -1 || right > width + 1) && !scrolls(element);
    })
    .map((element) => element.outerHTML.slice(0, 80));
}

async function picture(chat: ChatPage, name: string): Promise<void> {
  try {
    assert.deepEqual(await chat.page.evaluate(overflowing), []);
    await chat.page.screenshot({ path: `${folder}${name}.png` });
  } finally {
    await chat.page.context().close();
  }
}

for (const [look, { options, context, states }] of Object.entries(LOOKS)) {
  for (const state of states) {
    const name = look ? `${state}-${look}` : state;
    test(name, { timeout: 60_000 }, async () => {
      const shown: State = STATES[state];
      await picture(await stage.show(shown, options, context), name);
    });
  }
}
