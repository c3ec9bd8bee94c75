import type { DraftPart } from './draft_parts.ts';

/** A run that was open when the page went away. */
export interface OpenRun {
  threadId: string;
  runId: string;
}

type Area = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/**
 * Keeps drafts and the open run of a page across reloads. Without storage (a sandboxed frame, a
 * full disk) nothing is kept and nothing fails.
 *
 * `scope` tells chats of one page apart: the address of the API and the id of the element.
 */
export class PageStorage {
  private readonly scope: () => string;
  private readonly area: () => Area;

  constructor(scope: () => string, area: () => Area = () => sessionStorage) {
    this.scope = scope;
    this.area = area;
  }

  draft(threadId: string | null): DraftPart[] {
    const kept = this.read(draftName(threadId));
    return Array.isArray(kept) ? (kept as DraftPart[]) : [];
  }

  saveDraft(threadId: string | null, parts: readonly DraftPart[]): void {
    this.write(draftName(threadId), parts.length === 0 ? null : parts);
  }

  openRun(): OpenRun | null {
    return this.read('run') as OpenRun | null;
  }

  saveOpenRun(run: OpenRun | null): void {
    this.write('run', run);
  }

  private read(name: string): unknown {
    try {
      return JSON.parse(this.area().getItem(this.key(name)) ?? 'null');
    } catch {
      return null;
    }
  }

  private write(name: string, value: unknown): void {
    try {
      if (value === null) this.area().removeItem(this.key(name));
      else this.area().setItem(this.key(name), JSON.stringify(value));
    } catch {
      return;
    }
  }

  private key(name: string): string {
    return `chatkit:${this.scope()}:${name}`;
  }
}

function draftName(threadId: string | null): string {
  return `draft:${threadId ?? 'new'}`;
}
