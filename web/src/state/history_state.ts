import { signal } from '@preact/signals';
import type { Page, Thread } from '../protocol/items.ts';

/** The list of earlier threads, newest first. */
export class HistoryState {
  readonly open = signal(false);
  readonly threads = signal<readonly Thread[]>([]);
  readonly after = signal<string | null>(null);
  readonly loading = signal(false);
  readonly failed = signal(false);

  /** Takes a page: the first one replaces what was there. */
  take(page: Page<Thread>, first: boolean): void {
    this.threads.value = first ? page.data : [...this.threads.peek(), ...page.data];
    this.after.value = page.has_more ? (page.after ?? null) : null;
  }

  rename(id: string, title: string): void {
    this.threads.value = this.threads
      .peek()
      .map((each) => (each.id === id ? { ...each, title } : each));
  }

  remove(id: string): void {
    this.threads.value = this.threads.peek().filter((each) => each.id !== id);
  }
}
