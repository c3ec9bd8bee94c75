import type { DraftPart } from './draft_parts.ts';

/** A run that was open when the page went away. */
export interface OpenRun {
  threadId: string;
  runId: string;
}

type Area = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
type KeptDraft = [threadId: string | null, parts: readonly DraftPart[]];

const DRAFTS_MAX = 20;
/** All drafts together: a tab has room for millions. */
const DRAFT_CHARS_MAX = 200_000;

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

  /** What was being written in a thread; null is the thread that is not there yet. */
  draft(threadId: string | null): readonly DraftPart[] {
    return this.drafts().find(([id]) => id === threadId)?.[1] ?? [];
  }

  /** Keeps a draft; beyond the limits the drafts that were changed longest ago are forgotten. */
  saveDraft(threadId: string | null, parts: readonly DraftPart[]): void {
    const others = this.drafts().filter(([id]) => id !== threadId);
    const drafts = parts.length === 0 ? others : bounded([[threadId, parts], ...others]);
    this.write('drafts', drafts.length === 0 ? null : drafts);
  }

  openRun(): OpenRun | null {
    return this.read('run') as OpenRun | null;
  }

  saveOpenRun(run: OpenRun | null): void {
    this.write('run', run);
  }

  /** The newest first. */
  private drafts(): KeptDraft[] {
    const kept = this.read('drafts');
    return Array.isArray(kept) ? (kept as KeptDraft[]) : [];
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

function bounded(drafts: readonly KeptDraft[]): KeptDraft[] {
  let chars = 0;
  return drafts.slice(0, DRAFTS_MAX).filter((draft) => {
    chars += JSON.stringify(draft).length;
    return chars <= DRAFT_CHARS_MAX;
  });
}
