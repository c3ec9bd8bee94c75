import type { DraftRange } from '../../state/draft.ts';
import { type DraftPart, type DraftTag, joined, textPart } from '../../state/draft_parts.ts';

/** Which tag a chip stands for. */
const tags = new WeakMap<Node, DraftTag>();

/** A chip of the field, and the tag that it stands for. */
export interface Chip {
  tag: DraftTag;
  element: Element;
}

/** The chip around `node`. */
export function chipAt(node: EventTarget | null): Chip | null {
  const element = node instanceof Element ? node.closest('.tag') : null;
  const tag = element && tags.get(element);
  return tag ? { tag, element } : null;
}

/** The chip that the caret stands at, before it or behind, or that is all of the selection. */
export function chipBeside(field: HTMLElement, { start, end }: DraftRange): Chip | null {
  let at = 0;
  for (const node of field.childNodes) {
    const next = at + nodeLength(node, field);
    const isBeside = start === end ? start === at || start === next : start === at && end === next;
    if (isBeside && tags.has(node)) return chipAt(node);
    at = next;
  }
  return null;
}

/** Draws a draft: one text node for a text, one chip for a tag. */
export function drawParts(field: HTMLElement, parts: readonly DraftPart[]): void {
  field.replaceChildren(
    ...parts.map((part) => (part.type === 'input_tag' ? chipOf(part) : part.text)),
  );
  const last = parts.at(-1);
  // A caret behind a chip or a line break needs something to stand before.
  if (last && (last.type === 'input_tag' || last.text.endsWith('\n')))
    field.append(document.createElement('br'));
}

/** The draft that the field shows, whoever wrote into it. */
export function readParts(field: HTMLElement): DraftPart[] {
  return joined(
    [...field.childNodes].map((node) => tags.get(node) ?? textPart(textOf(node, field))),
  );
}

/** The position in the draft of a place in the field. */
export function positionOf(field: HTMLElement, container: Node, offset: number): number {
  let position = 0;
  for (const [at, node] of [...field.childNodes].entries()) {
    if (container === field && at >= offset) return position;
    if (node === container) return position + offset;
    if (node.contains(container)) return position + (offset > 0 ? 1 : 0);
    position += nodeLength(node, field);
  }
  return position;
}

/** The range in the draft of a range in the field; null where it is elsewhere. */
export function rangeIn(field: HTMLElement, range: StaticRange | null): DraftRange | null {
  if (!range || !field.contains(range.startContainer) || !field.contains(range.endContainer))
    return null;
  return {
    start: positionOf(field, range.startContainer, range.startOffset),
    end: positionOf(field, range.endContainer, range.endOffset),
  };
}

/** The place in the field of a position in the draft. */
export function placeOf(field: HTMLElement, position: number): [Node, number] {
  let rest = position;
  for (const [at, node] of [...field.childNodes].entries()) {
    if (node instanceof Text) {
      if (rest <= node.length) return [node, rest];
      rest -= node.length;
    } else if (rest === 0) {
      return [field, at];
    } else {
      rest -= 1;
    }
  }
  return [field, field.childNodes.length];
}

function chipOf(tag: DraftTag): Element {
  const chip = document.createElement('span');
  chip.className = 'tag chip';
  chip.setAttribute('part', 'tag');
  chip.contentEditable = 'false';
  chip.dataset['interactive'] = String(tag.interactive ?? false);
  chip.textContent = tag.text;
  tags.set(chip, tag);
  return chip;
}

function nodeLength(node: Node, field: HTMLElement): number {
  return tags.has(node) ? 1 : textOf(node, field).length;
}

/** A browser writes line breaks and blocks of its own where it edits by itself. */
function textOf(node: Node, field: HTMLElement): string {
  if (node instanceof HTMLBRElement) return node === field.lastChild ? '' : '\n';
  return node.textContent ?? '';
}
