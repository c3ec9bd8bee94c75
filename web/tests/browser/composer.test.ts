/** The composer by keyboard alone, against a live server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPage } from '../support/browser.ts';
import { type OfferPage, models, offer, tools } from '../support/offer.ts';
import { stand } from '../support/stand.ts';

const { site, browser } = await stand([
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
]);

const limit = { timeout: 60_000 };

/** A chat with people behind "@", commands behind "/", and the focus in the composer. */
async function withChat(options: object, body: (chat: ChatPage) => Promise<void>): Promise<void> {
  const chat = await ChatPage.open(browser, site, options, {
    permissions: ['clipboard-read', 'clipboard-write', 'microphone'],
  });
  site.ops.length = 0;
  try {
    await chat.page.evaluate(offer);
    await body(chat);
    assert.deepEqual(chat.foreign, []);
    assert.deepEqual(chat.complaints, []);
  } finally {
    await chat.page.context().close();
  }
}

/** Sends what is in the composer and waits for the end of the answer. */
async function send(chat: ChatPage): Promise<void> {
  await chat.page.keyboard.press('Enter');
  await chat.event('response.end');
}

const contentOf = (at: number) => (site.ops[at]?.params['input'] as { content: unknown }).content;

test('a mention is searched, chosen, undone and sent with its data', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    const field = page.getByRole('combobox', { name: 'Message the AI' });
    await page.keyboard.type('Ask @an');
    await page.getByRole('option', { name: 'Annual report' }).waitFor();
    assert.equal(await field.getAttribute('aria-expanded'), 'true');
    assert.deepEqual(await page.getByRole('option').allInnerTexts(), ['Ann Lee', 'Annual report']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    const marked = await field.getAttribute('aria-activedescendant');
    assert.equal(await page.locator(`#${marked}`).innerText(), 'Ann Lee');
    await page.keyboard.press('Enter');
    await page.locator('.field .tag', { hasText: 'Ann Lee' }).waitFor();
    assert.equal(await field.getAttribute('aria-expanded'), 'false');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    assert.equal(await page.locator('.field .tag').count(), 0);
    await page.keyboard.press('Control+z');
    assert.equal(await page.locator('.field .tag').count(), 1);
    await page.keyboard.type('now');
    await send(chat);
    await page.locator('.bubble .tag', { hasText: 'Ann Lee' }).waitFor();
    assert.equal(site.ops[0]?.type, 'threads.create');
    assert.deepEqual(contentOf(0), [
      { type: 'input_text', text: 'Ask ' },
      {
        type: 'input_tag',
        id: 'ann',
        text: 'Ann Lee',
        data: { role: 'author' },
        group: 'People',
        interactive: true,
      },
      { type: 'input_text', text: ' now' },
    ]);
    assert.equal(await field.innerText(), '');
  }),
);

test(
  'Escape closes the list and Enter then sends; an entity sent is previewed and clicked',
  limit,
  () =>
    withChat({}, async (chat) => {
      const { page } = chat;
      await page.keyboard.type('@ann');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.field .tag').waitFor();
      await page.keyboard.type('@b');
      await page.getByRole('option', { name: 'Bob Ray' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('listbox').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      await page.locator('.bubble').waitFor();
      await chat.event('response.end');
      const sent = page.locator('.bubble').getByRole('button', { name: 'Ann Lee' });
      await sent.focus();
      await page.getByRole('tooltip').getByText('About Ann Lee').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('tooltip').waitFor({ state: 'detached' });
      await page.keyboard.press('Enter');
      const calls = await page.evaluate(() => (globalThis as unknown as OfferPage).calls);
      assert.deepEqual(calls, [
        {
          id: 'ann',
          title: 'Ann Lee',
          data: { role: 'author' },
          group: 'People',
          interactive: true,
        },
      ]);
    }),
);

test('a command acts, opens a menu of its own, and brings an entity', limit, () =>
  withChat({ composer: { tools } }, async ({ page }) => {
    const field = page.locator('.field');
    await page.keyboard.type('/');
    await page.getByRole('option', { name: 'Beep' }).waitFor();
    assert.ok((await page.getByRole('option').allInnerTexts()).includes('Draw'));
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => (globalThis as unknown as OfferPage).calls.length === 1);
    assert.equal(await field.innerText(), '');
    await page.keyboard.type('/p');
    await page.getByRole('option', { name: 'People' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Tab');
    await page.getByRole('option', { name: 'Bob' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.field .tag', { hasText: 'Bob Ray' }).waitFor();
    assert.equal((await field.innerText()).trim(), 'Bob Ray');
    const calls = await page.evaluate(() => (globalThis as unknown as OfferPage).calls);
    assert.deepEqual(calls, ['beep', 'people', 'x']);
  }),
);

test('"/" offers a new chat and the history where the page has them', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    const own = ['New chat', 'History'];
    const offered = async () => {
      const all = await page.getByRole('option').allInnerTexts();
      return all.filter((label) => own.includes(label));
    };
    await page.keyboard.type('/');
    await page.getByRole('option', { name: 'History' }).waitFor();
    assert.deepEqual(await offered(), ['History']);
    await page.keyboard.press('Backspace');
    await chat.ask('/echo hello');
    await page.keyboard.type('/');
    await page.getByRole('option', { name: 'New chat' }).waitFor();
    assert.deepEqual(await offered(), own);
    await page.keyboard.type('new');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('.greeting').waitFor();
    assert.equal(await page.locator('.field').innerText(), '');
    await page.keyboard.type('/his');
    await page.getByRole('option', { name: 'History' }).click();
    await page.getByRole('dialog', { name: 'History' }).waitFor();
    await page.keyboard.press('Escape');
    await page.evaluate(() => {
      const { chat: element } = globalThis as unknown as OfferPage;
      element.setOptions({ ...element.options, history: { enabled: false } });
    });
    await page.locator('.field').focus();
    await page.keyboard.type('/');
    await page.getByRole('option', { name: 'Beep' }).waitFor();
    assert.deepEqual(await offered(), []);
  }),
);

test('what is pasted is plain text, lines are kept, and undo takes it back', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    await page.evaluate(() => {
      const html = new Blob(['<b>bold</b>'], { type: 'text/html' });
      const plain = new Blob(['bold\nline'], { type: 'text/plain' });
      return navigator.clipboard.write([
        new ClipboardItem({ 'text/html': html, 'text/plain': plain }),
      ]);
    });
    await page.keyboard.type('a ');
    await page.keyboard.press('Control+v');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('end');
    assert.equal(await page.locator('.field').innerText(), 'a bold\nline\nend');
    assert.equal(await page.locator('.field *').count(), 0);
    for (let step = 0; step < 3; step++) await page.keyboard.press('Control+z');
    assert.equal(await page.locator('.field').innerText(), 'a ');
    await page.keyboard.press('Control+Shift+z');
    await send(chat);
    assert.deepEqual(contentOf(0), [{ type: 'input_text', text: 'a bold\nline' }]);
  }),
);

test('Enter ends a composition of an input method and sends nothing', limit, () =>
  withChat({}, async ({ page }) => {
    const devtools = await page.context().newCDPSession(page);
    await page.keyboard.type('say ');
    await devtools.send('Input.imeSetComposition', {
      text: 'にほん',
      selectionStart: 3,
      selectionEnd: 3,
    });
    await devtools.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: 229,
    });
    await devtools.send('Input.insertText', { text: '日本' });
    assert.equal(await page.locator('.field').innerText(), 'say 日本');
    assert.equal(await page.locator('.bubble').count(), 0);
    await page.keyboard.press('Control+z');
    assert.equal(await page.locator('.field').innerText(), 'say ');
  }),
);

test('tools and models are menus', limit, () =>
  withChat({ composer: { tools, models } }, async (chat) => {
    const { page } = chat;
    await page.getByRole('button', { name: 'Tools' }).focus();
    await page.keyboard.press('ArrowDown');
    assert.deepEqual(await page.getByRole('menuitemradio').allInnerTexts(), [
      'Search the web',
      'Draw',
    ]);
    await page.keyboard.press('d');
    await page.keyboard.press('Enter');
    assert.deepEqual(await chat.event('tool.change'), { toolId: 'draw' });
    await page.getByRole('combobox', { name: 'Describe a picture' }).waitFor();
    await page.getByRole('button', { name: 'Model: Small' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Model: Large' }).waitFor();
    await page.getByRole('button', { name: 'Pinned' }).press('Enter');
    await page.locator('.field').focus();
    await chat.ask('with options');
    await chat.ask('again');
    const sent = site.ops.map(({ params }) => params['input'] as Record<string, unknown>);
    const expected = { tool_choice: { id: 'pin' }, model: 'large' };
    assert.deepEqual(
      sent.map((input) => input['inference_options']),
      [expected, expected],
    );
  }),
);

test('a menu closes at a second press and when Tab goes on from it', limit, () =>
  withChat({ composer: { tools } }, async ({ page }) => {
    const button = page.getByRole('button', { name: 'Tools' });
    await button.click();
    await page.getByRole('menu').waitFor();
    await button.click();
    await page.getByRole('menu').waitFor({ state: 'detached' });
    await button.press('Enter');
    await page.getByRole('menuitemradio').first().waitFor();
    await page.keyboard.press('Tab');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    const focused = await page.evaluate(
      () => document.querySelector('openai-chatkit')?.shadowRoot?.activeElement?.textContent,
    );
    assert.equal(focused, 'Pinned');
  }),
);

test('the button for mentions opens the list; Escape in a menu gives the focus back', limit, () =>
  withChat({ composer: { models } }, async ({ page }) => {
    await page.getByRole('button', { name: 'Mention' }).press('Enter');
    await page.getByRole('option', { name: 'Bob Ray' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Model: Small' }).press('Enter');
    await page.getByRole('menuitemradio', { name: 'Small' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'detached' });
    const label = await page.evaluate(
      () => document.querySelector('openai-chatkit')?.shadowRoot?.activeElement?.ariaLabel,
    );
    assert.equal(label, 'Model: Small');
  }),
);

test('the page fills the composer with tags, and a reload keeps them', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    await page.evaluate(() =>
      (globalThis as unknown as OfferPage).chat.setComposerValue({
        content: [
          { type: 'input_text', text: 'See ' },
          { type: 'input_tag', id: 'doc', text: 'Plan', data: { page: 2 } },
        ],
        reply: 'As you said',
      }),
    );
    await page.locator('.field .tag', { hasText: 'Plan' }).waitFor();
    await page.locator('.pending-quote', { hasText: 'As you said' }).waitFor();
    await chat.mount({}, chat.user);
    await page.locator('.field .tag', { hasText: 'Plan' }).waitFor();
    await page.locator('.field').focus();
    await send(chat);
    assert.equal(await page.locator('.bubble .tag').innerText(), 'Plan');
    assert.deepEqual(contentOf(0), [
      { type: 'input_text', text: 'See ' },
      { type: 'input_tag', id: 'doc', text: 'Plan', data: { page: 2 } },
    ]);
  }),
);

test('a selection in an answer is quoted', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    await chat.ask('/echo to be quoted');
    await page.evaluate(() => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot;
      const words = root?.querySelector('.assistant p')?.firstChild;
      if (words) getSelection()?.setBaseAndExtent(words, 3, words, 12);
    });
    await page.getByRole('button', { name: 'Quote', exact: true }).press('Enter');
    await page.locator('.pending-quote', { hasText: 'be quoted' }).waitFor();
    await chat.ask('why?');
    const input = site.ops.at(-1)?.params['input'] as { quoted_text: string };
    assert.equal(input.quoted_text, 'be quoted');
  }),
);

test('speech becomes text', limit, () =>
  withChat({ composer: { dictation: { enabled: true } } }, async ({ page }) => {
    await page.getByRole('button', { name: 'Dictate' }).press('Enter');
    await page.getByRole('button', { name: 'Stop dictation' }).press('Enter');
    await page.waitForFunction(
      () =>
        document.querySelector('openai-chatkit')?.shadowRoot?.querySelector('.field')
          ?.textContent !== '',
    );
    const op = site.ops.find(({ type }) => type === 'input.transcribe');
    assert.match(String(op?.params['mime_type']), /^audio\/webm/);
    assert.ok(String(op?.params['audio_base64']).length > 100);
  }),
);

test('a browser that records no WebM records MP4', limit, () =>
  withChat({ composer: { dictation: { enabled: true } } }, async ({ page }) => {
    await page.evaluate(() => {
      const isSupported = MediaRecorder.isTypeSupported.bind(MediaRecorder);
      MediaRecorder.isTypeSupported = (type) => !type.includes('webm') && isSupported(type);
    });
    await page.getByRole('button', { name: 'Dictate' }).press('Enter');
    await page.getByRole('button', { name: 'Stop dictation' }).press('Enter');
    await page.locator('.field', { hasText: 'bytes' }).waitFor();
    const op = site.ops.find(({ type }) => type === 'input.transcribe');
    assert.equal(op?.params['mime_type'], 'audio/mp4');
  }),
);

test('a client tool that a reload interrupted is called again', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    await page.evaluate(() => {
      const { chat: element, complete } = globalThis as unknown as OfferPage;
      element.setOptions(complete({ onClientTool: () => new Promise(() => undefined) }));
    });
    await chat.say('/tool');
    await page.locator('.user').waitFor();
    await page.waitForFunction(() => sessionStorage.length > 0);
    await chat.mount({}, chat.user);
    await chat.event('response.end');
    const outputs = site.ops.filter(({ type }) => type === 'threads.add_client_tool_output');
    assert.equal(outputs.length, 1);
  }),
);

test('the log tells what happens and never what is said', limit, () =>
  withChat({}, async (chat) => {
    await chat.ask('a secret of mine');
    const entries = (await chat.events()).filter(({ name }) => name === 'log');
    const names = entries.map(({ detail }) => (detail as { name: string }).name);
    assert.deepEqual(names, ['turn.start', 'turn.end']);
    assert.doesNotMatch(JSON.stringify(entries), /secret/);
  }),
);
