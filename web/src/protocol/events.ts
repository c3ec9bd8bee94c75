/** The events of a stream and the updates of an item. Source: contract section 2. */

import type { Widgets } from '@openai/chatkit';
import type {
  Annotation,
  AssistantContent,
  GeneratedImage,
  Task,
  Thread,
  ThreadItem,
  WidgetRoot,
} from './items.ts';

export type ItemUpdate =
  | {
      type: 'assistant_message.content_part.added';
      content_index: number;
      content: AssistantContent;
    }
  | { type: 'assistant_message.content_part.text_delta'; content_index: number; delta: string }
  | {
      type: 'assistant_message.content_part.annotation_added';
      content_index: number;
      annotation_index: number;
      annotation: Annotation;
    }
  | {
      type: 'assistant_message.content_part.done';
      content_index: number;
      content: AssistantContent;
    }
  | {
      type: 'widget.streaming_text.value_delta';
      component_id: string;
      delta: string;
      done: boolean;
    }
  | { type: 'widget.component.updated'; component_id: string; component: Widgets.WidgetComponent }
  | { type: 'widget.root.updated'; widget: WidgetRoot }
  | { type: 'workflow.task.added'; task_index: number; task: Task }
  | { type: 'workflow.task.updated'; task_index: number; task: Task }
  | { type: 'generated_image.updated'; image: GeneratedImage; progress?: number | null };

export type NoticeLevel = 'info' | 'warning' | 'danger';

export interface NoticeEvent {
  type: 'notice';
  level: NoticeLevel;
  message: string;
  title?: string | null;
}

export interface ErrorEvent {
  type: 'error';
  code: string;
  message?: string | null;
  allow_retry?: boolean;
}

export type StreamEvent =
  | { type: 'thread.created' | 'thread.updated'; thread: Thread }
  | { type: 'thread.item.added' | 'thread.item.done' | 'thread.item.replaced'; item: ThreadItem }
  | { type: 'thread.item.updated'; item_id: string; update: ItemUpdate }
  | { type: 'thread.item.removed'; item_id: string }
  | { type: 'stream_options'; stream_options: { allow_cancel: boolean } }
  | { type: 'progress_update'; text: string; icon?: string | null }
  | { type: 'client_effect'; name: string; data?: Record<string, unknown> }
  | NoticeEvent
  | ErrorEvent;
