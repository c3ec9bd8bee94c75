/** Widgets of every type: fields, lists, charts and tables, and what their actions carry. */

import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { AnsweredSite } from '../support/answered_site.ts';
import { ChatPage } from '../support/browser.ts';
import { Gate, type Question } from '../support/webhook.ts';
import { chart, contentCard, formCard, list } from '../support/widget_gallery.ts';

const stage = await AnsweredSite.start();
const { webhook, site, browser } = stage;
after(() => stage.stop());

const limit = { timeout: 60_000 };
const STEP_MS_MAX = 15_000;

/** Shows `widgets`; actions are answered by `act`, with nothing unless it says otherwise. */
async function withWidgets(
  widgets: object[],
  body: (chat: ChatPage) => Promise<void>,
  act: (question: Question) => object[] | object | Promise<object[]> = () => [],
): Promise<void> {
  webhook.questions.length = 0;
  webhook.answer = (question) =>
    question.type === 'respond' ? widgets.map((widget) => done({ widget })) : act(question);
  const chat = await ChatPage.open(browser, site);
  chat.page.setDefaultTimeout(STEP_MS_MAX);
  site.ops.length = 0;
  try {
    await chat.ask('show');
    await chat.page
      .locator('.widget')
      .nth(widgets.length - 1)
      .waitFor();
    await body(chat);
    assert.deepEqual([chat.foreign, chat.complaints], [[], []]);
  } finally {
    await chat.close();
  }
}

function done(item: object): object {
  return { type: 'thread.item.done', item: { type: 'widget', ...item } };
}

/** Waits until an action that streams has come to the responder. */
async function actionSent(): Promise<void> {
  const deadline = Date.now() + STEP_MS_MAX;
  const isThere = () => webhook.questions.some(({ type }) => type === 'action');
  while (!isThere() && Date.now() < deadline) await pause(20);
}

/** The action that went over the wire last. */
function lastAction() {
  const op = site.ops.at(-1);
  return { op: op?.type, action: op?.params['action'] };
}

test(
  'a form holds back what is not valid, then carries every field, nested by its dots',
  limit,
  () =>
    withWidgets([formCard], async ({ page }) => {
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      assert.equal(site.ops.length, 1);
      await page.getByLabel('Your name').fill('Ada');
      await page.getByLabel('E-mail').fill('ada@example.com');
      await page.getByLabel('title').fill('For the two of us');
      await page.getByLabel('Small').check();
      await page.getByLabel('I have read the terms').check();
      await page.getByRole('combobox', { name: 'Country' }).click();
      await page.getByRole('option', { name: 'Country D' }).click();
      await page.getByRole('button', { name: 'Book', exact: true }).click();
      await actionSent();
      assert.deepEqual(lastAction(), {
        op: 'threads.custom_action',
        action: {
          type: 'save',
          payload: {
            source: 'test',
            title: 'For the two of us',
            guest: { name: 'Ada', email: 'ada@example.com' },
            day: '2026-11-25',
            country: 'c3',
            size: 's',
            terms: true,
            note: '',
          },
        },
      });
      assert.equal(webhook.questions.at(-1)?.action?.type, 'save');
    }),
);

test('cancel asks for no valid form', limit, () =>
  withWidgets([formCard], async ({ page }) => {
    await page.getByRole('button', { name: 'Leave' }).click();
    await actionSent();
    assert.equal((lastAction().action as { type: string }).type, 'leave');
  }),
);

test('the payload wins over a field of the same name, and the page hears of it', limit, () => {
  const form = {
    type: 'Form',
    onSubmitAction: { type: 'send', payload: { a: { b: 'payload' } } },
    children: [
      { type: 'Input', name: 'a.b', defaultValue: 'field' },
      { type: 'Button', label: 'Send', submit: true },
    ],
  };
  return withWidgets([{ type: 'Card', children: [form] }], async (chat) => {
    await chat.page.getByLabel('a.b').press('Enter');
    await actionSent();
    assert.deepEqual(lastAction().action, { type: 'send', payload: { a: { b: 'payload' } } });
    assert.match(JSON.stringify(await chat.event('error')), /a\.b/);
  });
});

test('a select is used by keyboard alone: search, choose, and its own action', limit, () => {
  const options = formCard.children.flatMap((child) => child.children ?? []);
  const select = { ...options[1], clearable: true, onChangeAction: { type: 'picked' } };
  return withWidgets([{ type: 'Card', children: [select] }], async ({ page }) => {
    const field = page.getByRole('combobox', { name: 'Country' });
    await field.press('ArrowDown');
    await page.keyboard.type('third');
    assert.deepEqual(await page.getByRole('option').count(), 1);
    await page.keyboard.press('Enter');
    await actionSent();
    assert.deepEqual(lastAction().action, { type: 'picked', payload: { country: 'c2' } });
    assert.match(await field.innerText(), /Country C/);
    await field.click({ trial: true });
    await field.press('Enter');
    await page.getByRole('listbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove Country C' }).click();
    await page.locator('.w-picker-text[data-empty=true]').waitFor();
  });
});

test('a date is picked by keyboard, within its bounds, in the language of the page', limit, () =>
  withWidgets([formCard], async ({ page }) => {
    const field = page.getByRole('button', { name: /^day: / });
    assert.equal(await field.innerText(), 'Nov 25, 2026');
    await field.press('ArrowDown');
    const focused = () =>
      page.evaluate(
        () => document.querySelector('openai-chatkit')?.shadowRoot?.activeElement?.ariaLabel,
      );
    assert.equal(await focused(), 'Wednesday, November 25, 2026');
    await page.keyboard.press('PageUp');
    assert.equal(await focused(), 'Tuesday, November 10, 2026');
    assert.ok(await page.getByRole('button', { name: 'Monday, November 9, 2026' }).isDisabled());
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    assert.equal(await field.innerText(), 'Nov 11, 2026');
    assert.equal(await page.locator('input[name=day]').getAttribute('value'), '2026-11-11');
    await page.getByRole('button', { name: 'Remove Nov 11, 2026' }).click();
    await page.getByText('month/day/year').waitFor();
  }),
);

test('what was typed and picked stays when the widget is sent anew', limit, () => {
  const again = {
    ...formCard,
    children: [{ type: 'Caption', value: 'New' }, ...formCard.children],
  };
  return withWidgets(
    [{ ...formCard, cancel: { label: 'Check', action: { type: 'check', streaming: false } } }],
    async ({ page }) => {
      await page.getByLabel('Your name').fill('Ada');
      await page.getByLabel('Small').check();
      await page.getByRole('combobox', { name: 'Country' }).click();
      await page.getByRole('option', { name: 'Country D' }).click();
      await page.getByRole('button', { name: 'Check' }).click();
      await page.getByText('New', { exact: true }).waitFor();
      assert.equal(lastAction().op, 'threads.sync_custom_action');
      assert.equal(await page.getByLabel('Your name').inputValue(), 'Ada');
      assert.ok(await page.getByLabel('Small').isChecked());
      assert.match(await page.getByRole('combobox', { name: 'Country' }).innerText(), /Country D/);
    },
    ({ sender }) => ({ updated_item: { ...sender, type: 'widget', widget: again } }),
  );
});

test('actions wait while an answer streams, except those that do not stream', limit, () => {
  const [asked, end] = [new Gate(), new Gate()];
  const button = (label: string, more: object = {}) => ({
    type: 'Button',
    label,
    onClickAction: { type: label, ...more },
  });
  const card = {
    type: 'Card',
    children: [button('Slow'), button('At once', { streaming: false })],
  };
  return withWidgets(
    [card],
    async ({ page }) => {
      const slow = page.getByRole('button', { name: 'Slow' });
      await slow.click();
      await page.locator('.w-button[aria-busy=true]').waitFor();
      assert.ok(await slow.isDisabled());
      await asked.opened;
      const answered = page.waitForResponse((response) =>
        Boolean(response.request().postData()?.includes('threads.sync_custom_action')),
      );
      await page.getByRole('button', { name: 'At once' }).click();
      await (await answered).finished();
      assert.equal(lastAction().op, 'threads.sync_custom_action');
      end.open();
      await page.locator('.w-button[aria-busy=true]').waitFor({ state: 'detached' });
      assert.ok(await slow.isEnabled());
    },
    ({ type }) => {
      if (type !== 'action') return {};
      asked.open();
      return end.opened.then(() => []);
    },
  );
});

test('a confirmed card fades, then folds when it is told to', limit, () => {
  const card = { ...formCard, asForm: false, collapsed: true };
  return withWidgets([card], async ({ page }) => {
    await page.getByRole('button', { name: 'Book', exact: true }).click();
    await page.getByText('Book a table').waitFor({ state: 'hidden' });
    assert.ok(await page.getByText('Booking').isVisible());
  });
});

test('a list shows more when asked, and its rows act', limit, () =>
  withWidgets([list], async ({ page }) => {
    assert.equal(await page.getByText(/^Place \d$/).count(), 5);
    await page.getByRole('button', { name: 'Show more' }).click();
    assert.equal(await page.getByText(/^Place \d$/).count(), 7);
    await page.getByRole('button', { name: /Place 7/ }).press('Enter');
    await actionSent();
    assert.deepEqual(lastAction().action, { type: 'choose', payload: { at: 6 } });
  }),
);

test('charts and tables are drawn; pictures from elsewhere and unknown types are not', limit, () =>
  withWidgets([contentCard], async ({ page }) => {
    const figure = page.locator('.w-chart').first();
    assert.equal(await figure.locator('.w-chart-bars rect').count(), 2 * chart.data.length);
    assert.match((await figure.locator('.w-chart-line path').getAttribute('d')) ?? '', /^M.*C/);
    assert.deepEqual(await figure.getByRole('row').nth(1).innerText(), 'Jan\t120\t80\t150');
    const plot = figure.locator('.w-chart-plot');
    const { width = 0 } = (await plot.boundingBox()) ?? {};
    await plot.hover({ position: { x: width - 20, y: 40 } });
    assert.match(await page.locator('.w-chart-tooltip').innerText(), /Apr[^]*Web[^]*260/);
    assert.equal(await page.locator('.w-table th').nth(1).getAttribute('scope'), 'col');
    assert.equal(await page.locator('.w-table td[colspan="2"]').count(), 1);
    assert.equal(await page.locator('img.w-image').count(), 1);
    assert.ok(await page.getByText('Inside the unknown').isVisible());
  }),
);
