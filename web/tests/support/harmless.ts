import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { ChatPage } from './browser.ts';
import type { Site } from './site.ts';

/** Parts that nothing which an answer says may bring about. */
const FORBIDDEN = [
  'script',
  'iframe',
  'object',
  'embed',
  'base',
  'meta',
  'link',
  'style',
  'picture',
  'source',
  'video',
  'audio',
  'template',
  'use',
  'image',
  'foreignObject',
  'animate',
  '[srcset]',
  '[srcdoc]',
  '[action]',
  '[formaction]',
  '[ping]',
  '[background]',
].join();

/** A chat before which nothing stands between hostile content and the browser: no CSP helps. */
export class HostileChat {
  readonly chat: ChatPage;
  private readonly asked: string[] = [];
  private readonly dialogs: string[] = [];

  private constructor(chat: ChatPage) {
    this.chat = chat;
    chat.page.context().on('request', (request) => this.asked.push(request.url()));
    chat.page.on('dialog', (dialog) => {
      this.dialogs.push(dialog.message());
      void dialog.dismiss();
    });
  }

  static async open(browser: Browser, site: Site, options: object = {}): Promise<HostileChat> {
    return new HostileChat(await ChatPage.open(browser, site, options, { bypassCSP: true }));
  }

  /** Nothing ran, nothing left our origin, nothing that could do so is there, and we chat on. */
  async isHarmless(): Promise<void> {
    const { page, site } = this.chat;
    const found = await page.evaluate(whatIsThere, FORBIDDEN);
    assert.deepEqual(found, { hit: false, forbidden: [], handlers: [], addresses: [], styles: [] });
    await this.goesOn();
    const foreign = this.asked.filter((url) => !url.startsWith(`${site.url}/`));
    assert.deepEqual(
      foreign.filter((url) => !/^(data:image\/png|blob)/.test(url)),
      [],
    );
    assert.deepEqual([this.dialogs, this.chat.complaints], [[], []]);
    assert.equal(page.url(), `${site.url}/`);
    assert.equal(page.context().pages().length, 1);
  }

  async close(): Promise<void> {
    await this.chat.page.context().close();
  }

  /** The page is as usable as before: a message is sent and shown. */
  private async goesOn(): Promise<void> {
    const bubbles = this.chat.page.locator('.bubble');
    const before = await bubbles.count();
    await this.chat.ask('still here');
    assert.equal(await bubbles.count(), before + 1);
    assert.equal(await bubbles.last().innerText(), 'still here');
  }
}

/** Runs in the page. */
function whatIsThere(forbidden: string) {
  const root = document.querySelector('openai-chatkit')?.shadowRoot;
  const all = [...(root?.querySelectorAll('*') ?? [])];
  const short = (element: Element): string => element.outerHTML.slice(0, 200);
  const links = all.flatMap(
    (each) => each.getAttribute('href') ?? each.getAttribute('xlink:href') ?? [],
  );
  const pictures = all.flatMap((each) => each.getAttribute('src') ?? []);
  const isPicture = (url: string): boolean =>
    /^(data:image\/png;base64,|blob:)/.test(url) || url.startsWith(`${location.origin}/`);
  return {
    hit: 'hit' in globalThis,
    forbidden: all.filter((each) => each.matches(forbidden)).map(short),
    handlers: all
      .filter((each) => each.getAttributeNames().some((name) => name.startsWith('on')))
      .map(short),
    addresses: [
      ...links.filter((url) => !/^(https?:\/\/|mailto:|tel:|chatkit-link:\/\/)/.test(url)),
      ...pictures.filter((url) => !isPicture(url)),
    ],
    styles: all
      .map((each) => each.getAttribute('style') ?? '')
      .filter((style) => /url|image|expression|@|evil/i.test(style)),
  };
}
