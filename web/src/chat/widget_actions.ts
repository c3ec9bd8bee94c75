import type { Widgets } from '@openai/chatkit';
import type { Action } from '../protocol/ops.ts';
import { type Context, reportError, requireIdle } from './context.ts';
import type { Turns } from './turns.ts';

type ButtonAction = NonNullable<Widgets.Button['onClickAction']>;

/** An action as the wire carries it: the public type, and what only the protocol has. */
export type ActionConfig = ButtonAction & {
  handler?: 'server' | 'client';
  loadingBehavior?: 'auto' | 'none' | 'self' | 'container';
  streaming?: boolean;
};

/** Carries out what a widget's control asks for: at the page, or at the server. */
export class WidgetActions {
  private readonly context: Context;
  private readonly turns: Turns;

  constructor(context: Context, turns: Turns) {
    this.context = context;
    this.turns = turns;
  }

  /**
   * `payload` holds the action's own values and those of the form around it. Errors: see
   * `toServer`.
   */
  async perform(
    config: ActionConfig,
    payload: Record<string, unknown>,
    itemId: string,
  ): Promise<void> {
    const action = { type: config.type, payload };
    try {
      if (config.handler === 'client') await this.toPage(action, itemId);
      else await this.toServer(action, itemId, config.streaming ?? true);
    } catch (cause) {
      reportError(this.context.host, cause);
      throw cause;
    }
  }

  /**
   * Resolves at the end of the stream, or with the widget's new form when there is none.
   * Errors: Error without a thread or, for an action that streams, while busy; WireError.
   */
  async toServer(action: Action, itemId: string | undefined, streaming: boolean): Promise<void> {
    const { state, client } = this.context;
    const thread = state.threadId;
    if (thread === null) throw new Error('an action needs an open thread');
    const params = { thread_id: thread, action, ...(itemId !== undefined && { item_id: itemId }) };
    if (streaming) {
      requireIdle(state);
      return this.turns.perform({ type: 'threads.custom_action', params });
    }
    const answer = await client.call('threads.sync_custom_action', params);
    if (answer.updated_item) state.items.put(answer.updated_item);
  }

  private async toPage(action: Action, itemId: string): Promise<void> {
    const item = this.context.state.items.find(itemId);
    if (item?.type !== 'widget') return;
    const { onAction } = this.context.options.callbacks.widgets ?? {};
    await onAction?.(action, { id: item.id, widget: item.widget });
  }
}
