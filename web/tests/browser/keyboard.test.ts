/** Everything that a chat offers, by keyboard alone: the focus is always seen and never lost. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { AnsweredSite } from '../support/answered_site.ts';
import { ChatPage } from '../support/browser.ts';
import { KeyboardUser } from '../support/keyboard.ts';
import { models, offer, tools } from '../support/offer.ts';
import { formCard } from '../support/widget_gallery.ts';

const stage = await AnsweredSite.start();
const { webhook, site, browser } = stage;
after(() => stage.stop());

const options = {
  startScreen: { prompts: [{ label: 'Begin', prompt: 'Begin, please', icon: 'bolt' }] },
  threadItemActions: { feedback: true, retry: true },
  composer: { attachments: { enabled: true }, tools, models },
};

const done = (item: object) => ({ type: 'thread.item.done', item });
const says = (text: string) => [
  done({
    type: 'assistant_message',
    content: [{ type: 'output_text', text, annotations: [] }],
  }),
];

/** Answers one message after the other; null never ends and has to be stopped. */
function answers(...turns: (object[] | null)[]): void {
  webhook.answer = ({ type }) => {
    if (type !== 'respond') return {};
    const turn = turns.shift();
    return turn === null ? new Promise<object[]>(() => undefined) : (turn ?? []);
  };
}

interface Step {
  chat: ChatPage;
  user: KeyboardUser;
}

const ops = () => site.ops.map(({ type }) => type);

async function beginsAndStops({ chat, user }: Step): Promise<void> {
  answers(says('Hello.'), null, says('Again.'));
  await chat.page.keyboard.press('Tab');
  await user.use('.prompt');
  await user.isBroughtTo('.field');
  await chat.page.locator('.assistant', { hasText: 'Hello.' }).waitFor();
  await user.type('Tell me more');
  await user.press('Enter');
  await user.use('[part=stop-button]');
  await user.isBroughtTo('.field');
  await chat.page.locator('[part=stop-button]').waitFor({ state: 'detached' });
  assert.deepEqual(ops(), ['threads.create', 'threads.add_user_message', 'threads.stop']);
}

async function judges({ chat, user }: Step): Promise<void> {
  await user.use('[aria-label="Try again"]');
  await user.isBroughtTo('.field');
  await chat.page.locator('.assistant', { hasText: 'Again.' }).waitFor();
  await user.use('[aria-label="Good answer"]');
  await chat.page.locator('[aria-label="Good answer"][aria-pressed=true]').waitFor();
  await user.use('[aria-label="Copy"]');
  await chat.page.locator('[aria-label="Copied"]').waitFor();
  assert.equal(await chat.page.evaluate(() => navigator.clipboard.readText()), 'Again.');
  assert.deepEqual(ops().slice(-2), ['threads.retry_after_item', 'items.feedback']);
}

async function keepsHistory({ chat, user }: Step): Promise<void> {
  const { page } = chat;
  answers(says('Second.'));
  await user.use('[part=new-chat-button]');
  await user.isBroughtTo('.field');
  await user.type('Another matter');
  await user.press('Enter');
  await page.locator('.assistant', { hasText: 'Second.' }).waitFor();
  await user.use('[part=history-button]');
  await user.isBroughtTo('[type=search]');
  await user.use('li:nth-child(2) [aria-label=Rename]');
  await user.isBroughtTo('.rename input');
  await user.press('Control+a');
  await user.type('First');
  await user.press('Enter');
  await user.isBroughtTo('li:nth-child(2) .thread-open');
  await user.goTo('[type=search]');
  await user.type('first');
  await page.locator('.thread-row').nth(1).waitFor({ state: 'detached' });
  await user.use('.thread-open');
  await page.locator('.header-title', { hasText: 'First' }).waitFor();
  await user.isBroughtTo('[part=history-button]');
}

async function deletes({ chat, user }: Step): Promise<void> {
  const { page } = chat;
  await user.press('Enter');
  await user.isBroughtTo('[type=search]');
  await user.use('li:nth-child(1) [aria-label=Delete]');
  await user.isBroughtTo('.confirm button:first-of-type');
  await user.press('Escape');
  await user.isBroughtTo('li:nth-child(1) .thread-open');
  await user.use('li:nth-child(1) [aria-label=Delete]');
  await user.use('.confirm .danger');
  await page.locator('.thread-row').nth(1).waitFor({ state: 'detached' });
  await user.isBroughtTo('.thread-open');
  await user.press('Escape');
  await user.isBroughtTo('[part=history-button]');
  assert.equal(ops().at(-1), 'threads.delete');
}

async function composes({ chat, user }: Step): Promise<void> {
  const { page } = chat;
  const picker = page.waitForEvent('filechooser');
  await user.use('[part=attach-button]');
  const file = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
  await (await picker).setFiles([file, { ...file, name: 'other.txt' }]);
  await page.locator('.file-chip[aria-busy=false]').nth(1).waitFor();
  await user.use('[aria-label="Remove other.txt"]');
  await user.isBroughtTo('[aria-label="Remove note.txt"]');
  await user.use('[part=tool-menu]');
  await user.isBroughtTo('[role=menuitemradio]');
  await user.press('ArrowDown', 'Enter');
  await user.isBroughtTo('[part=tool-menu]');
  await user.use('[part=model-menu]');
  await user.press('End', 'Enter');
  await page.locator('[aria-label="Model: Large"]').waitFor();
  await user.goTo('.field');
  await user.type('Ask @an');
  await page.getByRole('option', { name: 'Ann Lee' }).waitFor();
  await user.press('Enter', 'ArrowLeft');
  await page.getByRole('tooltip').getByText('About Ann Lee').waitFor();
  await user.press('ArrowRight');
  await page.getByRole('tooltip').waitFor({ state: 'detached' });
}

async function fillsForm({ chat, user }: Step): Promise<void> {
  const { page } = chat;
  answers([done({ type: 'widget', widget: formCard })]);
  await user.press('Enter');
  await page.locator('.widget').waitFor();
  await user.goTo('[name="guest.name"]');
  await user.type('Ada');
  await user.goTo('[name="guest.email"]');
  await user.type('ada@example.com');
  await user.use('button[aria-haspopup=dialog]');
  await user.isBroughtTo('.w-calendar td button');
  await user.press('ArrowRight', 'Enter');
  await user.isBroughtTo('button[aria-haspopup=dialog]');
  await user.use('[role=combobox].w-field');
  await user.isBroughtTo('.w-options-search input');
  await user.type('Country D');
  await user.press('Enter');
  await user.goTo('[name=size]:checked');
  await user.press('ArrowUp');
  await user.goTo('[name=terms]');
  await user.press('Space');
  await user.use('.w-card-footer [type=submit]');
  await user.isBroughtTo('.field');
  const { action } = site.ops.at(-1)?.params as { action: { payload: object } };
  assert.deepEqual(action.payload, {
    source: 'test',
    title: 'For the whole team',
    guest: { name: 'Ada', email: 'ada@example.com' },
    day: '2026-11-26',
    country: 'c3',
    size: 's',
    terms: true,
    note: '',
  });
}

test('from the first prompt to a form that is sent', { timeout: 120_000 }, async () => {
  const chat = await ChatPage.open(browser, site, options, {
    permissions: ['clipboard-read', 'clipboard-write'],
    reducedMotion: 'reduce',
  });
  site.ops.length = 0;
  try {
    await chat.page.evaluate(offer);
    const step = { chat, user: await KeyboardUser.at(chat.page) };
    await beginsAndStops(step);
    await judges(step);
    await keepsHistory(step);
    await deletes(step);
    await composes(step);
    await fillsForm(step);
    assert.deepEqual(chat.complaints, []);
  } finally {
    await chat.page.context().close();
  }
});
