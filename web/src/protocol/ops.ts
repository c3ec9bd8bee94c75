/**
 * The operations of the conversation endpoint. Source: contract section 2, docs/conversation.md.
 */

import type {
  Attachment,
  InferenceOptions,
  Page,
  StructuredAnswer,
  Thread,
  ThreadItem,
  UserContent,
} from './items.ts';

/** What a person says: the body of a new message. */
export interface UserInput {
  content: UserContent[];
  attachments: string[];
  inference_options: InferenceOptions;
  quoted_text?: string;
}

export interface Action {
  type: string;
  payload?: Record<string, unknown>;
}

interface ActionParams {
  thread_id: string;
  item_id?: string;
  action: Action;
}

/** Ops that answer with an event stream. */
export type StreamingOp =
  | { type: 'threads.create'; params: { input: UserInput } }
  | { type: 'threads.add_user_message'; params: { thread_id: string; input: UserInput } }
  | { type: 'threads.retry_after_item'; params: { thread_id: string; item_id: string } }
  | {
      type: 'threads.add_client_tool_output';
      params: { thread_id: string; result: unknown; call_id?: string };
    }
  | {
      type: 'threads.add_structured_input';
      params: {
        thread_id: string;
        item_id: string;
        input: { status: 'answered' | 'skipped'; answers: Record<string, StructuredAnswer> };
      };
    }
  | { type: 'threads.custom_action'; params: ActionParams };

/** Ops that answer with one JSON document: parameters and answer by name. */
export interface PlainOps {
  'threads.get_by_id': { params: { thread_id: string }; answer: Thread };
  'threads.list': {
    params: { limit?: number; order?: 'asc' | 'desc'; after?: string };
    answer: Page<Thread>;
  };
  'threads.update': { params: { thread_id: string; title: string }; answer: Thread };
  'threads.delete': { params: { thread_id: string }; answer: object };
  'threads.stop': { params: { thread_id: string; run_id?: string }; answer: object };
  'items.list': {
    params: { thread_id: string; limit?: number; order?: 'asc' | 'desc'; after?: string };
    answer: Page<ThreadItem>;
  };
  'items.feedback': {
    params: { thread_id: string; item_ids: string[]; kind: 'positive' | 'negative' };
    answer: object;
  };
  'attachments.create': {
    params: { name: string; size: number; mime_type: string };
    answer: Attachment;
  };
  'attachments.delete': { params: { attachment_id: string }; answer: object };
  'input.transcribe': {
    params: { audio_base64: string; mime_type: string };
    answer: { text: string };
  };
  'threads.sync_custom_action': { params: ActionParams; answer: { updated_item?: ThreadItem } };
}

export type PlainOp = keyof PlainOps;
