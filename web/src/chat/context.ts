import type { ChatKitEvents } from '@openai/chatkit';
import type { LiveOptions } from '../options/live_options.ts';
import type { ChatState } from '../state/chat_state.ts';
import type { PageStorage } from '../state/storage.ts';
import type { Client } from '../wire/client.ts';

type Detail<Name extends keyof ChatKitEvents> = ChatKitEvents[Name]['detail'];

/** The page's side of the element: where events go. */
export interface Host {
  /** The element's own id in the page, empty where it has none. */
  readonly id: string;
  emit<Name extends keyof ChatKitEvents>(
    name: Name,
    ...detail: Detail<Name> extends void ? [] : [Detail<Name>]
  ): void;
}

/** What every part of the chat room works with. */
export interface Context {
  readonly state: ChatState;
  readonly options: LiveOptions;
  readonly host: Host;
  readonly storage: PageStorage;
  /** The client of the API in force; another one after the page changed `api`. */
  readonly client: Client;
}

/** Tells the page of a failure; `cause` may be anything that was thrown. */
export function reportError(host: Host, cause: unknown): void {
  host.emit('chatkit.error', { error: cause instanceof Error ? cause : new Error(String(cause)) });
}

/** Tells the page what the element does, for its logs: never what a person or an answer said. */
export function log(host: Host, name: string, data: Record<string, unknown>): void {
  host.emit('chatkit.log', { name, data });
}

/** Errors: Error while the thread is loading or an answer streams. */
export function requireIdle(state: ChatState): void {
  const phase = state.phase.peek();
  if (phase !== 'idle') throw new Error(`ChatKit is ${phase}: try again when it is done`);
}
