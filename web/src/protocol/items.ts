/**
 * Threads and their items as the conversation protocol carries them. Source: contract section 2.
 */

import type { Widgets } from '@openai/chatkit';

export type ThreadStatus =
  { type: 'active' } | { type: 'locked'; reason?: string } | { type: 'closed'; reason?: string };

export interface Page<T> {
  data: T[];
  has_more: boolean;
  after?: string | null;
}

export interface Thread {
  id: string;
  created_at: string;
  title?: string | null;
  status?: ThreadStatus;
  allowed_image_domains?: string[] | null;
  items: Page<ThreadItem>;
}

export interface UploadDescriptor {
  url: string;
  method: 'POST' | 'PUT';
  headers?: Record<string, string>;
}

export interface Attachment {
  type: 'file' | 'image';
  id: string;
  name: string;
  mime_type: string;
  preview_url?: string;
  upload_descriptor?: UploadDescriptor | null;
}

export type UserContent =
  | { type: 'input_text'; text: string }
  | {
      type: 'input_tag';
      id: string;
      text: string;
      data: Record<string, unknown>;
      group?: string | null;
      interactive?: boolean;
    };

export interface InferenceOptions {
  tool_choice?: { id: string };
  model?: string;
}

export type Source =
  | {
      type: 'url';
      title: string;
      url: string;
      description?: string | null;
      attribution?: string | null;
    }
  | { type: 'file'; title: string; filename: string; description?: string | null }
  | {
      type: 'entity';
      id: string;
      title: string;
      icon?: string | null;
      label?: string | null;
      inline_label?: string | null;
      interactive?: boolean;
      data?: Record<string, string>;
      description?: string | null;
    };

export interface Annotation {
  type: 'annotation';
  source: Source;
  /** Code points into the raw Markdown; absent for a source of the whole text. */
  index?: number | null;
}

export interface AssistantContent {
  type: 'output_text';
  text: string;
  annotations?: Annotation[];
}

export type TaskStatus = 'none' | 'loading' | 'complete';

export type Task = { status_indicator?: TaskStatus; title?: string | null } & (
  | { type: 'custom'; content?: string | null; icon?: string | null }
  | { type: 'web_search'; title_query?: string | null; queries?: string[]; sources?: Source[] }
  | { type: 'thought'; content: string }
  | { type: 'file'; sources?: Source[] }
  | { type: 'image' }
);

export interface Workflow {
  type: 'custom' | 'reasoning';
  tasks: Task[];
  summary?: { title: string; icon?: string | null } | { duration: number } | null;
  expanded?: boolean;
}

export interface GeneratedImage {
  id: string;
  url: string;
}

export interface StructuredAnswer {
  values: string[];
  skipped: boolean;
}

export interface StructuredQuestion {
  type: 'multiple_choice' | 'freeform';
  id: string;
  question: string;
  description?: string | null;
  options?: { value: string }[];
  multiple?: boolean;
  answer?: StructuredAnswer | null;
}

interface ItemBase {
  id: string;
  thread_id: string;
  created_at: string;
}

export interface UserMessage extends ItemBase {
  type: 'user_message';
  content: UserContent[];
  attachments?: Attachment[];
  quoted_text?: string | null;
  inference_options: InferenceOptions;
}

export interface AssistantMessage extends ItemBase {
  type: 'assistant_message';
  content: AssistantContent[];
}

export interface ClientToolCall extends ItemBase {
  type: 'client_tool_call';
  status: 'pending' | 'completed';
  call_id: string;
  name: string;
  arguments: Record<string, unknown>;
  output?: unknown;
}

export type WidgetRoot = Widgets.Card | Widgets.ListView | Widgets.BasicRoot;

export interface WidgetItem extends ItemBase {
  type: 'widget';
  widget: WidgetRoot;
  copy_text?: string | null;
}

export interface WorkflowItem extends ItemBase {
  type: 'workflow';
  workflow: Workflow;
}

export interface TaskItem extends ItemBase {
  type: 'task';
  task: Task;
}

export interface GeneratedImageItem extends ItemBase {
  type: 'generated_image';
  image?: GeneratedImage | null;
  /** Set by `generated_image.updated` while the picture grows, 0 to 1. */
  progress?: number | null;
}

export interface StructuredInputItem extends ItemBase {
  type: 'structured_input';
  status: 'pending' | 'answered' | 'skipped';
  inputs: StructuredQuestion[];
}

export interface EndOfTurn extends ItemBase {
  type: 'end_of_turn';
}

export type ThreadItem =
  | UserMessage
  | AssistantMessage
  | ClientToolCall
  | WidgetItem
  | WorkflowItem
  | TaskItem
  | GeneratedImageItem
  | StructuredInputItem
  | EndOfTurn;
