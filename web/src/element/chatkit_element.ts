import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import { type ComponentChild, h, render } from 'preact';
import { scriptOrigin } from '../assets.ts';
import { Chat } from '../chat/chat.ts';
import { type Host, requireIdle } from '../chat/context.ts';
import { Texts } from '../i18n/texts.ts';
import { loadFonts } from '../theme/fonts.ts';
import { styleSheet } from '../theme/style_sheet.ts';
import { App } from '../view/app.tsx';
import { mirrorClassName } from './class_name.ts';
import { whenListening } from './ready.ts';

type Method<Name extends keyof OpenAIChatKit> = OpenAIChatKit[Name] extends (
  ...args: infer Args
) => unknown
  ? Args
  : never;

/**
 * `<openai-chatkit>`: the public face of the chat room. It holds no behaviour of its own: it turns
 * options and methods into calls of a Chat, and what the chat says into events of the element.
 *
 * Methods wait for the first `setOptions`, and reject while a thread loads or an answer streams.
 * Taken out of the page it lets go of everything, a microtask later; put back it begins anew.
 */
export class ChatKitElement extends HTMLElement implements OpenAIChatKit {
  static readonly observedAttributes = ['classname'];

  private chat: Chat | null = null;
  private latest: ChatKitOptions | null = null;
  private waiting: ((chat: Chat) => void)[] = [];

  constructor() {
    super();
    this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [styleSheet()];
  }

  connectedCallback(): void {
    this.begin();
  }

  disconnectedCallback(): void {
    queueMicrotask(() => {
      if (!this.isConnected) this.end();
    });
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    mirrorClassName(this, before, now);
  }

  /** Replaces the options; thread, draft and stream stay. Errors: TypeError, the old ones stay. */
  setOptions(options: ChatKitOptions): void {
    if (this.chat) this.chat.options.replace(options);
    this.latest = options;
    loadFonts(
      typeof options.theme === 'object' ? (options.theme.typography?.fontSources ?? []) : [],
    );
    this.begin();
  }

  /** What `setOptions` was given last; setting it is the same as calling that. */
  get options(): ChatKitOptions | null {
    return this.latest;
  }

  set options(options: ChatKitOptions) {
    this.setOptions(options);
  }

  async focusComposer(): Promise<void> {
    await this.idle();
    this.shadowRoot?.querySelector<HTMLElement>('.field')?.focus();
  }

  async setThreadId(threadId: string | null): Promise<void> {
    await (await this.idle()).threads.open(threadId);
  }

  /** Resolves when the stream that the action caused has ended. */
  async sendCustomAction(...[action, itemId]: Method<'sendCustomAction'>): Promise<void> {
    await (await this.idle()).actions.toServer(action, itemId, true);
  }

  /** The name that older documentation gives `sendCustomAction`. */
  async sendAction(...args: Method<'sendCustomAction'>): Promise<void> {
    await this.sendCustomAction(...args);
  }

  async sendUserMessage(...[params]: Method<'sendUserMessage'>): Promise<void> {
    const chat = await this.idle();
    if (params.newThread) await chat.threads.open(null);
    await chat.composing.send(params);
  }

  async setComposerValue(...[params]: Method<'setComposerValue'>): Promise<void> {
    await (await this.idle()).composing.fill(params);
  }

  async showHistory(): Promise<void> {
    await (await this.idle()).history.show();
  }

  async hideHistory(): Promise<void> {
    (await this.idle()).history.hide();
  }

  async fetchUpdates(): Promise<void> {
    await (await this.idle()).threads.refresh();
  }

  private begin(): void {
    if (this.chat || !this.latest || !this.isConnected) return;
    const chat = new Chat(this.latest, this.host(), scriptOrigin);
    this.chat = chat;
    this.draw(h(App, { chat, texts: new Texts(chat.options.locale) }));
    for (const resolve of this.waiting.splice(0)) resolve(chat);
    whenListening(() => {
      if (this.chat !== chat) return;
      chat.host.emit('chatkit.ready');
      void chat.start();
    });
  }

  private end(): void {
    this.chat?.dispose();
    this.chat = null;
    this.draw(null);
  }

  private draw(content: ComponentChild): void {
    if (this.shadowRoot) render(content, this.shadowRoot);
  }

  private host(): Host {
    return {
      id: this.id,
      emit: (name, ...[detail]) => void this.dispatchEvent(new CustomEvent(name, { detail })),
    };
  }

  private async idle(): Promise<Chat> {
    const chat = this.chat ?? (await new Promise<Chat>((resolve) => this.waiting.push(resolve)));
    requireIdle(chat.state);
    return chat;
  }
}
