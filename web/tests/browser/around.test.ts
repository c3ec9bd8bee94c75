/** History, files, options, reloads and cuts, hostile content: against a live server. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPage } from '../support/browser.ts';
import { stand } from '../support/stand.ts';

const { site, browser } = await stand();

async function withChat(options: object, body: (chat: ChatPage) => Promise<void>): Promise<void> {
  const chat = await ChatPage.open(browser, site, options);
  site.ops.length = 0;
  try {
    await body(chat);
    assert.deepEqual(chat.foreign, []);
  } finally {
    await chat.close();
  }
}

interface Element extends HTMLElement {
  setOptions(options: object): void;
  sendUserMessage(params: object): Promise<void>;
  setThreadId(id: string | null): Promise<void>;
}
interface PageWindow {
  chat: Element;
  complete(options: object): object;
}

const limit = { timeout: 30_000 };

test('history lists, renames, deletes and opens', limit, () =>
  withChat({}, async (chat) => {
    const { page } = chat;
    await chat.ask('/title First');
    await page.getByRole('button', { name: 'New chat' }).click();
    await chat.ask('/title Second');
    await page.getByRole('button', { name: 'History' }).click();
    await page.locator('.thread-row').nth(1).waitFor();
    assert.deepEqual(await page.locator('.thread-title').allInnerTexts(), ['Second', 'First']);
    await page.locator('.thread-row').nth(1).hover();
    await page.locator('.thread-row').nth(1).getByRole('button', { name: 'Rename' }).click();
    await page.getByRole('textbox', { name: 'Rename' }).fill('Renamed');
    await page.keyboard.press('Enter');
    await page.locator('.thread-title', { hasText: 'Renamed' }).waitFor();
    await page.locator('.thread-row').nth(0).hover();
    await page.locator('.thread-row').nth(0).getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click();
    await page.locator('.thread-row').nth(1).waitFor({ state: 'detached' });
    await page.locator('.thread-open').click();
    await page.locator('.bubble', { hasText: '/title First' }).waitFor();
    const names = (await chat.events()).map(({ name }) => name);
    assert.ok(
      names.includes('history.open') &&
        names.includes('history.close') &&
        names.includes('thread.load.end'),
    );
  }),
);

test('Escape closes history and gives the focus back', limit, () =>
  withChat({}, async ({ page }) => {
    await page.getByRole('button', { name: 'History' }).click();
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('searchbox').waitFor({ state: 'detached' });
    const label = await page.evaluate(
      () => document.querySelector('openai-chatkit')?.shadowRoot?.activeElement?.ariaLabel,
    );
    assert.equal(label, 'History');
  }),
);

test('a file goes out with the message; what is not allowed stays', limit, () =>
  withChat({ composer: { attachments: { enabled: true, maxSize: 100 } } }, async (chat) => {
    const { page } = chat;
    await page.locator('input[type=file]').setInputFiles([
      { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') },
      { name: 'big.txt', mimeType: 'text/plain', buffer: Buffer.alloc(101, 'x') },
    ]);
    await page.getByText('The file is too large').waitFor();
    await page.getByRole('button', { name: 'Remove big.txt' }).click();
    await page.locator('.file-chip[aria-busy=false]').waitFor();
    await chat.ask('look');
    await page.locator('.user .file-chip', { hasText: 'note.txt' }).waitFor();
    const input = site.ops[0]?.params['input'] as { attachments: string[] };
    assert.match(input.attachments.join(), /^cfile_/);
    assert.equal(await page.locator('.uploads').count(), 0);
  }),
);

test('a custom api talks through its own fetch and uploads in two phases', limit, () =>
  withChat(
    { customUrl: 'v1/chatkit/conversation', composer: { attachments: { enabled: true } } },
    async (chat) => {
      const { page } = chat;
      const file = { name: 'note.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') };
      await page.locator('input[type=file]').setInputFiles([file]);
      await page.locator('.file-chip[aria-busy=false]').waitFor();
      await chat.ask('look');
      await page.locator('.user .file-chip', { hasText: 'note.txt' }).waitFor();
      assert.deepEqual(
        site.ops.map(({ type }) => type),
        ['attachments.create', 'threads.create'],
      );
      assert.deepEqual(chat.complaints, []);
    },
  ),
);

test('taken out while it streams, the answer goes on where it is put back', limit, () =>
  withChat({}, async (chat) => {
    await chat.say('/slow 20');
    await chat.page.locator('.assistant', { hasText: '4, ' }).waitFor();
    await chat.page.evaluate(async () => {
      const { chat: element } = globalThis as unknown as PageWindow;
      element.remove();
      await new Promise((resolve) => setTimeout(resolve, 100));
      document.body.append(element);
    });
    await chat.page.getByText('19, 20.').first().waitFor();
    assert.equal(await chat.page.locator('.bubble').count(), 1);
    assert.match(await chat.page.locator('.assistant').innerText(), /^1, 2, 3, .* 20\.$/);
  }),
);

test('a cut connection is healed without a gap or a repeat', limit, () =>
  withChat({}, async (chat) => {
    await chat.say('/slow 20');
    await chat.page.locator('.assistant', { hasText: '4, ' }).waitFor();
    site.cut();
    await chat.event('response.end');
    const numbers = Array.from({ length: 20 }, (_, at) => at + 1).join(', ');
    assert.equal(await chat.page.locator('.assistant').innerText(), `${numbers}.`);
    assert.equal(await chat.page.getByRole('alert').count(), 0);
    assert.deepEqual(
      site.ops.map(({ type }) => type),
      ['threads.create'],
    );
  }),
);

test('a reload goes on with the answer, and keeps the draft', limit, () =>
  withChat({}, async (chat) => {
    await chat.say('/slow 30');
    await chat.page.locator('.assistant', { hasText: '3, ' }).waitFor();
    await chat.page.locator('.field').fill('a thought for later');
    await chat.mount({}, chat.user);
    await chat.page
      .getByText(/29, 30\./)
      .first()
      .waitFor();
    assert.match(await chat.page.locator('.assistant').innerText(), /^1, 2, 3, .*, 30\.$/);
    assert.equal(await chat.page.locator('.bubble').count(), 1);
    assert.equal(await chat.page.locator('.field').innerText(), 'a thought for later');
  }),
);

test('a message that the server never took can be sent again', limit, () =>
  withChat({}, async (chat) => {
    site.refuse = 503;
    await chat.ask('/echo at last');
    site.refuse = null;
    await chat.page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
    await chat.page.locator('.assistant', { hasText: 'at last' }).waitFor();
    assert.equal(await chat.page.locator('.bubble').count(), 1);
    assert.deepEqual(
      site.ops.map(({ type }) => type),
      ['threads.create', 'threads.create'],
    );
  }),
);

test('a refused secret is renewed once', limit, () =>
  withChat({}, async (chat) => {
    site.refuse = 401;
    await chat.ask('hello');
    site.refuse = null;
    assert.equal(site.ops.length, 2);
    await chat.page.getByRole('alert').getByText('You are not signed in any more.').waitFor();
  }),
);

test('options change in the middle of a stream and disturb nothing', limit, () =>
  withChat({}, async (chat) => {
    await chat.say('/slow 15');
    await chat.page.locator('.assistant', { hasText: '3, ' }).waitFor();
    await chat.page.locator('.field').fill('kept');
    await chat.page.evaluate(() => {
      const { chat: element, complete } = globalThis as unknown as PageWindow;
      element.setOptions(
        complete({ theme: 'dark', composer: { placeholder: 'Another' }, locale: 'de' }),
      );
    });
    await chat.event('response.end');
    await chat.page.getByLabel('Another').waitFor();
    await chat.page.getByRole('button', { name: 'Verlauf' }).waitFor();
    assert.match(await chat.page.locator('.assistant').innerText(), /1, .*, 15\./);
    assert.equal(await chat.page.locator('.field').innerText(), 'kept');
    assert.equal(await chat.page.locator('.root').getAttribute('data-scheme'), 'dark');
  }),
);

test('methods wait for options and reject while an answer streams', limit, () =>
  withChat({}, async (chat) => {
    const results = await chat.page.evaluate(async () => {
      const { complete } = globalThis as unknown as PageWindow;
      const element = document.createElement('openai-chatkit') as Element;
      document.body.append(element);
      const sent = element.sendUserMessage({ text: '/slow 3' });
      await new Promise((resolve) => setTimeout(resolve, 50));
      element.setOptions(complete({}));
      const started = new Promise((resolve) =>
        element.addEventListener('chatkit.response.start', resolve),
      );
      await started;
      const busy = await element.setThreadId(null).then(
        () => 'resolved',
        () => 'rejected',
      );
      await sent;
      const idle = await element.setThreadId(null).then(
        () => 'resolved',
        () => 'rejected',
      );
      element.remove();
      return [busy, idle];
    });
    assert.deepEqual(results, ['rejected', 'resolved']);
  }),
);

test('taken out and put back at once nothing is lost; the class of React 18 counts', limit, () =>
  withChat({}, async (chat) => {
    await chat.ask('/echo here');
    const classes = await chat.page.evaluate(() => {
      const { chat: element } = globalThis as unknown as PageWindow;
      element.remove();
      document.body.append(element);
      element.setAttribute('classname', 'a b');
      element.setAttribute('classname', 'b c');
      return element.className;
    });
    assert.equal(classes, 'b c');
    assert.equal(await chat.page.locator('.assistant').innerText(), 'here');
  }),
);

const HOSTILE = [
  '<script>window.hit=1</script><img src=x onerror="window.hit=1"><iframe src="https://evil.test"></iframe>',
  '[a](javascript:window.hit=1) [b](JaVaScRiPt&colon;window.hit=1) [c](data:text/html,x) [d](vbscript:x)',
  '![track](https://evil.test/pixel.png) ![svg](data:image/svg+xml;base64,PHN2Zz4=)',
  '[e](https://ok.test/"onmouseover="window.hit=1) <a href="https://evil.test" onclick="window.hit=1">x</a>',
  '$\\href{javascript:window.hit=1}{x}$ `<b>` <style>*{background:url(https://evil.test/c)}</style>',
];

test('hostile text runs nothing, links nowhere bad and fetches nothing', limit, () =>
  withChat({}, async (chat) => {
    await chat.ask(`/echo ${HOSTILE.join('\n\n')}`);
    await chat.page.locator('.markdown a').first().waitFor();
    assert.ok(
      (await chat.page.locator('.markdown').innerText()).includes('<script>window.hit=1</script>'),
    );
    await chat.page.waitForTimeout(300);
    const found = await chat.page.evaluate(() => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot;
      return {
        hit: (globalThis as { hit?: number }).hit ?? null,
        tags: ['script', 'iframe', 'style', 'object', 'form[action]'].filter((tag) =>
          root?.querySelector(`.markdown ${tag}`),
        ),
        links: [...(root?.querySelectorAll('.markdown a') ?? [])].map(
          (link) => new URL((link as HTMLAnchorElement).href).protocol,
        ),
        handlers: [...(root?.querySelectorAll('.markdown *') ?? [])].flatMap((each) =>
          each.getAttributeNames().filter((name) => name.startsWith('on')),
        ),
        rels: [...(root?.querySelectorAll('.markdown a') ?? [])].every((link) =>
          link.getAttribute('rel')?.includes('noopener'),
        ),
      };
    });
    assert.deepEqual(
      { ...found, links: [...new Set(found.links)] },
      {
        hit: null,
        tags: [],
        links: ['https:'],
        handlers: [],
        rels: true,
      },
    );
  }),
);

test("a person's words are no Markdown and no markup", limit, () =>
  withChat({}, async (chat) => {
    await chat.ask('<b>**x**</b>');
    assert.equal(await chat.page.locator('.bubble').first().innerText(), '<b>**x**</b>');
  }),
);

test('code is coloured and copied, formulas are drawn, all from our origin', limit, () =>
  withChat({}, async (chat) => {
    await chat.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await chat.ask('/echo ```js\nconst a = 1;\n```\n\nand $\\frac{1}{2}$');
    await chat.page.locator('.hljs-keyword', { hasText: 'const' }).waitFor();
    await chat.page.locator('math mfrac').waitFor();
    await chat.page.locator('.code-copy').click();
    assert.equal(await chat.page.evaluate(() => navigator.clipboard.readText()), 'const a = 1;\n');
  }),
);
