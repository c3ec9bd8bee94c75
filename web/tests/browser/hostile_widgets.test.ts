/** Whatever a widget holds: nothing runs, nothing is fetched, nothing breaks, and we chat on. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { AnsweredSite, done, said } from '../support/answered_site.ts';
import type { ChatPage } from '../support/browser.ts';
import { HostileChat } from '../support/harmless.ts';
import { HOSTILE_CSS, HOSTILE_HTML, HOSTILE_URLS } from '../support/hostile.ts';
import { hostileWidgets, mistypedWidgets } from '../support/hostile_widgets.ts';
import { skip } from '../support/wire_contract.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 120_000, skip };
const TEXTS_AT_ONCE = 12;

/** A chat in which `widgets` are shown. */
async function harmless(
  widgets: object[],
  act: (chat: ChatPage) => Promise<void> = async () => undefined,
): Promise<void> {
  const answers = [widgets.map((widget) => done({ type: 'widget', widget }))];
  stage.webhook.questions.length = 0;
  stage.webhook.answer = ({ type }) =>
    type === 'title' ? {} : (answers.shift() ?? [said('Fine.')]);
  stage.site.wire.clear();
  const hostile = await HostileChat.open(stage.browser, stage.site);
  try {
    await hostile.chat.ask('show');
    await act(hostile.chat);
    await hostile.isHarmless();
  } finally {
    await hostile.close();
  }
}

const GROUPS = { markup: HOSTILE_HTML, addresses: HOSTILE_URLS, styles: HOSTILE_CSS };

for (const [group, texts] of Object.entries(GROUPS)) {
  for (let from = 0; from < texts.length; from += TEXTS_AT_ONCE) {
    const some = texts.slice(from, from + TEXTS_AT_ONCE);
    test(`every component with hostile ${group}, from ${from + 1} on`, limit, () =>
      harmless(
        some.flatMap((text, at) => hostileWidgets(text, at % 2 === 0)),
        async ({ page }) => {
          assert.equal(await page.locator('.widget').count(), some.length * 3);
          assert.ok((await page.locator('.w-chart').count()) > 0);
        },
      ),
    );
  }
}

interface PageWindow {
  chat: HTMLElement & { setOptions(options: object): void };
  complete(options: object): object;
}

/** Runs in the page: it offers one entity, with that preview. */
function offerEntity([title, preview]: readonly [string, object]): void {
  const { chat, complete } = globalThis as unknown as PageWindow;
  const entity = {
    id: title,
    title,
    icon: title,
    group: title,
    interactive: true,
    data: { title },
  };
  const entities = {
    onTagSearch: async () => [entity],
    onRequestPreview: async () => ({ preview }),
  };
  chat.setOptions(complete({ entities }));
}

test('entities with hostile names and previews', limit, () =>
  harmless([], async (chat) => {
    const { page } = chat;
    for (const [at, text] of HOSTILE_HTML.slice(0, TEXTS_AT_ONCE).entries()) {
      const [, , basic = {}] = hostileWidgets(text, false);
      await page.evaluate(offerEntity, [text, basic] as const);
      await page.locator('.field').pressSequentially('@');
      await page.getByRole('option').first().click();
      await page.locator('.field .tag').hover();
      await page.getByRole('tooltip').waitFor();
      await page.locator('.field').press('Enter');
      await page.locator('.assistant').nth(at).waitFor();
      await page.locator('.bubble .tag').last().hover();
      await page.getByRole('tooltip').waitFor();
      await page.locator('.field').hover();
    }
  }),
);

const WRONG_KINDS = [0, -1, 1e308, true, 'text', [], {}, ['text'], [null], [[]], { a: 1 }];

for (const wrong of WRONG_KINDS) {
  test(`every component with ${JSON.stringify(wrong)} as every property`, limit, () =>
    harmless(mistypedWidgets(wrong)),
  );
}

test('a value that looks like a node of the view is no node', limit, () => {
  const props = { src: 'https://evil.test/x', onerror: 'hit=1', children: [] };
  const value = { type: 'img', props, key: null, ref: null, constructor: null, __v: 1 };
  return harmless(mistypedWidgets(value));
});

/** Names that a form has for its own members, some of which the view needs. */
const MEMBERS = [
  'action',
  'addEventListener',
  'appendChild',
  'childNodes',
  'elements',
  'firstChild',
  'hidden',
  'id',
  'insertBefore',
  'method',
  'name',
  'nodeType',
  'ownerDocument',
  'parentNode',
  'querySelectorAll',
  'remove',
  'removeChild',
  'reportValidity',
  'setAttribute',
  'style',
  'submit',
  'target',
  'title',
  'valueOf',
];

test('fields may be named as the members of a form are', limit, () => {
  const form = {
    type: 'Card',
    asForm: true,
    confirm: { label: 'Save', action: { type: 'save' } },
    children: [
      ...MEMBERS.map((name) => ({ type: 'Input', name, defaultValue: `my ${name}` })),
      { type: 'Checkbox', name: 'checkValidity', label: 'checkValidity', defaultChecked: true },
    ],
  };
  return harmless([form], async ({ page }) => {
    await page.getByLabel('title', { exact: true }).fill('typed');
    await page.getByRole('button', { name: 'Save' }).click();
    const saved = () => stage.webhook.questions.find(({ type }) => type === 'action')?.action;
    while (!saved()) await pause(20);
    assert.deepEqual(saved()?.payload, {
      ...Object.fromEntries(MEMBERS.map((name) => [name, `my ${name}`])),
      title: 'typed',
      checkValidity: true,
    });
  });
});
