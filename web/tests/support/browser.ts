import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import type { Site } from './site.ts';

interface PageWindow {
  mount(options: object, user: string): void;
  chatEvents: { name: string; detail: unknown }[];
}

/** Debian's Chromium, without a window; `args` are switches of its own. */
export async function launch(args: string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', ...args],
  });
}

/** A page of the site, watched: what it asks for elsewhere and what it complains about is kept. */
export class ChatPage {
  readonly page: Page;
  readonly foreign: string[] = [];
  readonly complaints: string[] = [];
  readonly site: Site;
  /** Whose chat it is. */
  user = '';

  private constructor(page: Page, site: Site) {
    this.page = page;
    this.site = site;
    page.on('request', (request) => {
      const url = request.url();
      if (!/^(data|blob):/.test(url) && !url.startsWith(`${site.url}/`)) this.foreign.push(url);
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.complaints.push(message.text());
    });
  }

  /** Opens the page and mounts an element with `options` for a user of its own. */
  static async open(
    browser: Browser,
    site: Site,
    options: object = {},
    context: BrowserContextOptions = {},
  ): Promise<ChatPage> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, ...context });
    const chat = new ChatPage(page, site);
    await chat.mount(options, `user-${Math.random().toString(36).slice(2)}`);
    return chat;
  }

  /** Opens a page that mounts its element by itself. */
  static async visit(
    browser: Browser,
    site: Site,
    path: string,
    context: BrowserContextOptions = {},
  ): Promise<ChatPage> {
    const page = await browser.newPage({ viewport: { width: 1100, height: 800 }, ...context });
    const chat = new ChatPage(page, site);
    await page.goto(`${site.url}${path}`);
    return chat;
  }

  /** Loads the page anew, with its storage as it is. */
  async mount(options: object, user: string): Promise<void> {
    this.user = user;
    await this.page.goto(this.site.url);
    await this.page.evaluate(([o, u]) => (globalThis as unknown as PageWindow).mount(o, u), [
      options,
      user,
    ] as const);
    await this.event('ready');
  }

  /** Types a message and sends it with Enter. */
  async say(text: string): Promise<void> {
    await this.page.locator('.field').fill(text);
    await this.page.locator('.field').press('Enter');
  }

  /** Says something and waits for the end of the answer. */
  async ask(text: string): Promise<void> {
    const ends = await this.count('response.end');
    await this.say(text);
    await this.page.waitForFunction(
      (before) =>
        (globalThis as unknown as PageWindow).chatEvents.filter(
          ({ name }) => name === 'response.end',
        ).length > before,
      ends,
    );
  }

  async events(): Promise<PageWindow['chatEvents']> {
    return this.page.evaluate(() => (globalThis as unknown as PageWindow).chatEvents);
  }

  /** Waits for an event of that name and gives its detail. */
  async event(name: string): Promise<unknown> {
    await this.page.waitForFunction(
      (wanted) =>
        (globalThis as unknown as PageWindow).chatEvents.some((event) => event.name === wanted),
      name,
    );
    return (await this.events()).find((event) => event.name === name)?.detail;
  }

  private async count(name: string): Promise<number> {
    return (await this.events()).filter((event) => event.name === name).length;
  }

  async close(): Promise<void> {
    await this.page.close();
  }
}
