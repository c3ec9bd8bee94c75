/** Why a draft changed: edits of one kind in a row are undone together, `edit` always alone. */
export type EditKind = 'type' | 'delete' | 'compose' | 'edit';

const STEPS_MAX = 200;

/** The steps that undo and redo go through; what a state holds is not its business. */
export class DraftHistory<State> {
  private past: State[] = [];
  private future: State[] = [];
  private last: EditKind | null = null;

  /** Notes the state before a change. */
  record(before: State, kind: EditKind): void {
    if (kind === 'edit' || kind !== this.last) this.past.push(before);
    if (this.past.length > STEPS_MAX) this.past.shift();
    this.future = [];
    this.last = kind;
  }

  /** Ends a row of edits: the next one is a step of its own. */
  seal(): void {
    this.last = null;
  }

  /** The state before the last step; null where there is none. */
  undo(now: State): State | null {
    return this.move(this.past, this.future, now);
  }

  /** The state that the last undo left; null where there is none. */
  redo(now: State): State | null {
    return this.move(this.future, this.past, now);
  }

  clear(): void {
    this.past = [];
    this.future = [];
    this.seal();
  }

  private move(from: State[], to: State[], now: State): State | null {
    const state = from.pop();
    if (state === undefined) return null;
    to.push(now);
    this.seal();
    return state;
  }
}
