import { effect } from '@preact/signals';
import type { Draft, DraftRange } from '../../state/draft.ts';
import type { EditKind } from '../../state/draft_history.ts';
import { type DraftPart, lengthOf } from '../../state/draft_parts.ts';
import { composedRange } from '../composed_range.ts';
import { drawParts, placeOf, rangeIn, readParts } from './field_dom.ts';

/**
 * Keeps a contenteditable field and a draft the same. Edits go to the draft, which is then drawn;
 * only an input method writes into the field itself, and is read.
 */
export class FieldBinding {
  private readonly field: HTMLElement;
  private readonly draft: Draft;
  private drawn: readonly DraftPart[] | null = null;
  private composing = false;

  constructor(field: HTMLElement, draft: Draft) {
    this.field = field;
    this.draft = draft;
  }

  /** Works until the returned function is called. */
  attach(): () => void {
    const { field } = this;
    const controller = new AbortController();
    const { signal } = controller;
    field.addEventListener('beforeinput', (event) => this.beforeInput(event), { signal });
    field.addEventListener('input', () => this.readBack('edit'), { signal });
    field.addEventListener('compositionstart', () => (this.composing = true), { signal });
    field.addEventListener('compositionend', () => this.endComposition(), { signal });
    field.addEventListener('focus', () => this.showSelection(), { signal });
    document.addEventListener('selectionchange', () => this.takeSelection(), { signal });
    const stop = effect(() => this.draw(this.draft.parts.value, this.draft.range.value));
    return () => {
      controller.abort();
      stop();
    };
  }

  private beforeInput(event: InputEvent): void {
    const { inputType } = event;
    if (this.composing || event.isComposing || inputType === 'insertCompositionText') return;
    event.preventDefault();
    if (inputType === 'historyUndo') return this.draft.undo();
    if (inputType === 'historyRedo') return this.draft.redo();
    const range = this.targetOf(event);
    if (inputType.startsWith('delete')) this.draft.replace(range, [], 'delete');
    else if (/^insert(LineBreak|Paragraph)$/.test(inputType)) this.draft.type(range, '\n');
    else if (inputType.startsWith('insert')) this.draft.type(range, insertedText(event));
  }

  /** What the browser wants to change; around a collapsed deletion, the neighbour. */
  private targetOf(event: InputEvent): DraftRange {
    const target = event.getTargetRanges()[0] ?? null;
    const range = rangeIn(this.field, target) ?? this.selection ?? this.draft.range.peek();
    if (range.start !== range.end || !event.inputType.startsWith('delete')) return range;
    const end = lengthOf(this.draft.parts.peek());
    return event.inputType.endsWith('Forward')
      ? { start: range.start, end: Math.min(end, range.end + 1) }
      : { start: Math.max(0, range.start - 1), end: range.end };
  }

  /** Takes what was written past `beforeInput`: by an input method, or by a browser of its own. */
  private readBack(kind: EditKind): void {
    const parts = readParts(this.field);
    const range = this.selection ?? this.draft.range.peek();
    if (this.composing) this.drawn = parts;
    this.draft.take(parts, range, this.composing ? 'compose' : kind);
  }

  private endComposition(): void {
    this.composing = false;
    this.drawn = null;
    this.readBack('compose');
    this.draft.seal();
  }

  private draw(parts: readonly DraftPart[], range: DraftRange): void {
    if (this.composing) return;
    if (parts !== this.drawn) {
      drawParts(this.field, parts);
      this.drawn = parts;
    }
    const shown = this.selection;
    if (shown && (shown.start !== range.start || shown.end !== range.end)) this.showSelection();
    else if (!shown && this.isFocused) this.showSelection();
  }

  private takeSelection(): void {
    const range = this.isFocused && !this.composing ? this.selection : null;
    if (range) this.draft.select(range);
  }

  private showSelection(): void {
    const { start, end } = this.draft.range.peek();
    getSelection()?.setBaseAndExtent(...placeOf(this.field, start), ...placeOf(this.field, end));
  }

  private get root(): ShadowRoot {
    return this.field.getRootNode() as ShadowRoot;
  }

  private get isFocused(): boolean {
    return this.root.activeElement === this.field;
  }

  private get selection(): DraftRange | null {
    return this.isFocused ? rangeIn(this.field, composedRange(this.root)) : null;
  }
}

/** Always plain text: what is pasted or dropped brings no looks along. */
function insertedText(event: InputEvent): string {
  return (event.data ?? event.dataTransfer?.getData('text/plain') ?? '').replace(/\r\n?/g, '\n');
}
