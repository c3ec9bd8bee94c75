import assert from 'node:assert/strict';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { ChatPage, launch } from './browser.ts';
import { Site } from './site.ts';
import { type Answer, type Question, Webhook } from './webhook.ts';

const STEP_MS_MAX = 15_000;

interface ChatSettings {
  options?: object;
  context?: BrowserContextOptions;
}

/** A site whose answers a test writes, word for word, and a browser before it. */
export class AnsweredSite {
  readonly webhook: Webhook;
  readonly site: Site;
  readonly browser: Browser;

  private constructor(webhook: Webhook, site: Site, browser: Browser) {
    this.webhook = webhook;
    this.site = site;
    this.browser = browser;
  }

  /** `args` are switches of the browser. */
  static async start(args: string[] = []): Promise<AnsweredSite> {
    const webhook = await Webhook.start();
    const site = await Site.start(undefined, ['--workflows', webhook.workflows]);
    return new AnsweredSite(webhook, site, await launch(args));
  }

  /**
   * A chat whose turns are answered by `answer`; nothing may leave our origin and nothing may
   * complain.
   */
  async chat(
    answer: (question: Question) => Answer,
    body: (chat: ChatPage) => Promise<void>,
    { options = {}, context = {} }: ChatSettings = {},
  ): Promise<void> {
    this.webhook.answer = (question) => (question.type === 'title' ? {} : answer(question));
    const chat = await ChatPage.open(this.browser, this.site, options, context);
    chat.page.setDefaultTimeout(STEP_MS_MAX);
    this.site.wire.clear();
    try {
      await body(chat);
      assert.deepEqual([chat.foreign, chat.complaints], [[], []]);
    } finally {
      await chat.page.context().close();
    }
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.site.stop();
    await this.webhook.stop();
  }
}

/** The event that an item is complete. */
export function done(item: object): object {
  return { type: 'thread.item.done', item };
}

/** The event that an item has begun. */
export function added(item: object): object {
  return { type: 'thread.item.added', item };
}

/** The event that something of the item `id` has changed. */
export function updated(id: string, update: object): object {
  return { type: 'thread.item.updated', item_id: id, update };
}

/** A complete answer in Markdown. */
export function said(text: string, annotations: object[] = []): object {
  const content = [{ type: 'output_text', text, annotations }];
  return done({ type: 'assistant_message', content });
}
