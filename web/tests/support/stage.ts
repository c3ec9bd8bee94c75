import type { Browser, BrowserContextOptions } from 'playwright-core';
import { ChatPage, launch } from './browser.ts';
import { Site } from './site.ts';
import { Webhook } from './webhook.ts';

/** Something that a person can have before them. */
export interface State {
  options?: object;
  /** What the answer to one message holds; without it, the script of the service answers. */
  items?: object[];
  /** Leads to the state. */
  reach?(chat: ChatPage): Promise<void>;
}

/** A browser, and the two services that bring a chat into any state. */
export class Stage {
  private readonly browser: Browser;
  private readonly script: Site;
  private readonly said: Site;
  private readonly webhook: Webhook;

  private constructor(browser: Browser, script: Site, said: Site, webhook: Webhook) {
    this.browser = browser;
    this.script = script;
    this.said = said;
    this.webhook = webhook;
  }

  static async start(): Promise<Stage> {
    const webhook = await Webhook.start();
    const said = await Site.start(undefined, ['--workflows', webhook.workflows]);
    return new Stage(await launch(), await Site.start(), said, webhook);
  }

  /** Opens a chat in that state; `options` win over those of the state. */
  async show(
    state: State,
    options: object = {},
    context: BrowserContextOptions = {},
  ): Promise<ChatPage> {
    const { items, reach } = state;
    const site = items ? this.said : this.script;
    const chat = await ChatPage.open(
      this.browser,
      site,
      { ...state.options, ...options },
      { reducedMotion: 'reduce', ...context },
    );
    // The catalogue of the language is here too.
    await chat.page.waitForLoadState('networkidle');
    if (items) {
      const events = items.map((item) => ({ type: 'thread.item.done', item }));
      this.webhook.answer = ({ type }) => (type === 'respond' ? events : {});
      await chat.ask('What do you have for me?');
    }
    await reach?.(chat);
    return chat;
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.script.stop();
    await this.said.stop();
    await this.webhook.stop();
  }
}
