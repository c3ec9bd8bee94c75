import { signal } from '@preact/signals';
import type { ErrorEvent, NoticeEvent } from '../protocol/events.ts';
import type { Attachment, Thread } from '../protocol/items.ts';
import { Draft } from './draft.ts';
import { HistoryState } from './history_state.ts';
import { ItemList } from './item_list.ts';

/** What the open thread is doing. */
export type Phase = 'idle' | 'loading' | 'streaming';

/** What went wrong, in words a person may read, and whether the same can be tried again. */
export interface Failure {
  code: string;
  message: string | null;
  allowRetry: boolean;
}

export interface Notice extends Omit<NoticeEvent, 'type'> {
  key: number;
}

/** Why a file is not taken: names of catalogue texts. */
export type Refusal = 'fileTooLarge' | 'tooManyFiles' | 'fileTypeRefused' | 'uploadFailed';

/** A file on its way to the next message. */
export interface Upload {
  key: number;
  name: string;
  /** Set once the server knows the file. */
  attachment: Attachment | null;
  /** What it looks like: a file that was picked, or an address; null if it is no picture. */
  picture: File | string | null;
  failure: Refusal | null;
}

/** All that the view shows of a conversation. Changed by the chat room and by `applyEvent` only. */
export class ChatState {
  readonly thread = signal<Omit<Thread, 'items'> | null>(null);
  readonly items = new ItemList();
  readonly phase = signal<Phase>('idle');
  readonly allowCancel = signal(false);
  readonly progress = signal<{ text: string; icon: string | null } | null>(null);
  readonly notices = signal<readonly Notice[]>([]);
  readonly failure = signal<Failure | null>(null);
  /** Where older items of the thread go on; null when all are here. */
  readonly olderAfter = signal<string | null>(null);
  readonly draft = new Draft();
  readonly quote = signal<string | null>(null);
  readonly uploads = signal<readonly Upload[]>([]);
  readonly toolId = signal<string | null>(null);
  readonly modelId = signal<string | null>(null);
  /** The message that is shown before the server has it. */
  readonly optimisticId = signal<string | null>(null);
  readonly history = new HistoryState();
  private noticeKeys = 0;

  get threadId(): string | null {
    return this.thread.value?.id ?? null;
  }

  addNotice(notice: NoticeEvent): void {
    const { level, message, title = null } = notice;
    const key = ++this.noticeKeys;
    this.notices.value = [...this.notices.peek(), { key, level, message, title }];
  }

  dismissNotice(key: number): void {
    this.notices.value = this.notices.peek().filter((notice) => notice.key !== key);
  }

  fail(error: ErrorEvent): void {
    this.failure.value = {
      code: error.code,
      message: error.message ?? null,
      allowRetry: error.allow_retry ?? false,
    };
  }

  /** Forgets the open thread; what goes out with the next message stays. */
  closeThread(): void {
    this.thread.value = null;
    this.items.clear();
    this.progress.value = null;
    this.notices.value = [];
    this.failure.value = null;
    this.olderAfter.value = null;
    this.optimisticId.value = null;
  }
}
