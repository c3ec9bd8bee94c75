import { batch, signal } from '@preact/signals';
import { DraftHistory, type EditKind } from './draft_history.ts';
import { type DraftPart, joined, lengthOf, spliced, textPart } from './draft_parts.ts';

/** A range of positions in a draft; the caret where both are the same. */
export interface DraftRange {
  start: number;
  end: number;
}

interface DraftState {
  parts: readonly DraftPart[];
  range: DraftRange;
}

/** What a person is writing, text and tags, with a selection and an undo of its own. */
export class Draft {
  readonly parts = signal<readonly DraftPart[]>([]);
  readonly range = signal<DraftRange>({ start: 0, end: 0 });
  /** Called after every change but `load`. */
  onEdit: () => void = () => undefined;
  private readonly history = new DraftHistory<DraftState>();

  /** Takes a kept draft; there is nothing to undo. */
  load(parts: readonly DraftPart[]): void {
    this.history.clear();
    this.show({ parts: joined(parts), range: caretAt(lengthOf(parts)) });
  }

  /** Forgets everything, the steps of undo too. */
  clear(): void {
    this.load([]);
    this.onEdit();
  }

  /** Puts `insert` in place of `range`; the caret goes behind it. */
  replace(range: DraftRange, insert: readonly DraftPart[], kind: EditKind = 'edit'): void {
    const parts = spliced(this.parts.peek(), range.start, range.end, insert);
    this.take(parts, caretAt(range.start + lengthOf(insert)), kind);
  }

  /** Puts text in place of `range`; a word and the space behind it are one step of undo. */
  type(range: DraftRange, text: string): void {
    this.replace(range, [textPart(text)], range.start === range.end ? 'type' : 'edit');
    if (/\s/.test(text)) this.history.seal();
  }

  /** Takes a whole new content. */
  take(parts: readonly DraftPart[], range: DraftRange, kind: EditKind): void {
    this.history.record(this.now, kind);
    this.show({ parts, range });
    this.onEdit();
  }

  /** Moves the selection. */
  select(range: DraftRange): void {
    const { start, end } = this.range.peek();
    if (range.start === start && range.end === end) return;
    this.history.seal();
    this.range.value = range;
  }

  /** Ends a row of edits that are undone together. */
  seal(): void {
    this.history.seal();
  }

  undo(): void {
    this.restore(this.history.undo(this.now));
  }

  redo(): void {
    this.restore(this.history.redo(this.now));
  }

  get isBlank(): boolean {
    return this.parts.value.every((part) => part.type === 'input_text' && part.text.trim() === '');
  }

  private get now(): DraftState {
    return { parts: this.parts.peek(), range: this.range.peek() };
  }

  private restore(state: DraftState | null): void {
    if (!state) return;
    this.show(state);
    this.onEdit();
  }

  private show({ parts, range }: DraftState): void {
    batch(() => {
      this.parts.value = parts;
      this.range.value = range;
    });
  }
}

function caretAt(position: number): DraftRange {
  return { start: position, end: position };
}
