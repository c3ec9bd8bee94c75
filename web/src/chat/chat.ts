import { effect } from '@preact/signals';
import type { ChatKitOptions } from '@openai/chatkit';
import { LiveOptions } from '../options/live_options.ts';
import type { StructuredAnswer } from '../protocol/items.ts';
import { ChatState } from '../state/chat_state.ts';
import { PageStorage } from '../state/storage.ts';
import { Composing } from './composing.ts';
import { Connection } from './connection.ts';
import { type Context, type Host, reportError } from './context.ts';
import { Dictation } from './dictation.ts';
import { Drafts } from './drafts.ts';
import { Entities } from './entities.ts';
import { History } from './history.ts';
import { Suggestions } from './suggestions.ts';
import { Threads } from './threads.ts';
import { Turns } from './turns.ts';
import { Uploads } from './uploads.ts';
import { WidgetActions } from './widget_actions.ts';

/**
 * One element's conversation: state, options and all that a person or the page can do with them.
 */
export class Chat {
  readonly state = new ChatState();
  readonly options: LiveOptions;
  readonly host: Host;
  readonly turns: Turns;
  readonly threads: Threads;
  readonly history: History;
  readonly uploads: Uploads;
  readonly composing: Composing;
  readonly actions: WidgetActions;
  readonly suggestions: Suggestions;
  readonly entities: Entities;
  readonly dictation: Dictation;
  private readonly storage: PageStorage;
  private readonly drafts: Drafts;
  private readonly context: Context;
  private readonly stops: (() => void)[];

  /** `origin` is where the script came from: the hosted API is there. */
  constructor(options: ChatKitOptions, host: Host, origin: string) {
    this.options = new LiveOptions(options);
    this.host = host;
    const connection = new Connection(this.options, origin);
    this.storage = new PageStorage(() => `${connection.client.backend.url}#${host.id}`);
    const { state, storage } = this;
    const context: Context = {
      state,
      storage,
      host,
      options: this.options,
      get client() {
        return connection.client;
      },
    };
    this.context = context;
    this.drafts = new Drafts(context);
    this.threads = new Threads(context, this.drafts);
    this.turns = new Turns(context, this.threads);
    this.history = new History(context, this.threads, this.drafts);
    this.uploads = new Uploads(context);
    this.composing = new Composing(context, this.turns, this.uploads);
    this.actions = new WidgetActions(context, this.turns);
    this.suggestions = new Suggestions(context);
    this.entities = new Entities(context);
    this.dictation = new Dictation(context);
    this.stops = [this.watchThread(), this.watchTool(), this.suggestions.watch()];
  }

  /** Opens the first thread: a run that a reload interrupted, or the one of the options. */
  async start(): Promise<void> {
    const run = this.storage.openRun();
    const wanted = this.options.settings.initialThread;
    const thread = run && (wanted === null || wanted === run.threadId) ? run.threadId : wanted;
    if (thread === null) return this.drafts.open(null);
    try {
      await this.threads.open(thread);
    } catch {
      // It is shown and reported; a thread that is gone has no run to go on with.
      return this.storage.saveOpenRun(null);
    }
    if (run?.threadId === thread) await this.turns.resume(run.runId);
  }

  /** Judges the turn that holds these items. */
  async giveFeedback(itemIds: string[], kind: 'positive' | 'negative'): Promise<void> {
    const thread = this.state.threadId;
    if (thread === null) return;
    await this.context.client
      .call('items.feedback', { thread_id: thread, item_ids: itemIds, kind })
      .catch((cause: unknown) => reportError(this.host, cause));
  }

  /** Answers the questions of a pending item; null skips them. */
  async answerQuestions(
    itemId: string,
    answers: Record<string, StructuredAnswer> | null,
  ): Promise<void> {
    const thread = this.state.threadId;
    if (thread === null) return;
    const input = {
      status: answers ? ('answered' as const) : ('skipped' as const),
      answers: answers ?? {},
    };
    await this.turns.perform({
      type: 'threads.add_structured_input',
      params: { thread_id: thread, item_id: itemId, input },
    });
  }

  /** Lets go of everything that runs; the chat cannot be used afterwards. */
  dispose(): void {
    this.turns.abandon();
    this.dictation.dispose();
    for (const stop of this.stops) stop();
  }

  private watchThread(): () => void {
    let before: string | null = null;
    return effect(() => {
      const threadId = this.state.threadId;
      if (threadId === before) return;
      before = threadId;
      if (threadId !== null) this.drafts.follow(threadId);
      this.host.emit('chatkit.thread.change', { threadId });
    });
  }

  private watchTool(): () => void {
    let before: string | null = null;
    return effect(() => {
      const toolId = this.state.toolId.value;
      if (toolId === before) return;
      before = toolId;
      this.host.emit('chatkit.tool.change', { toolId });
    });
  }
}
