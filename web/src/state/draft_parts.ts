import type { UserContent } from '../protocol/items.ts';

type TextPart = Extract<UserContent, { type: 'input_text' }>;

/** A tag of a draft: as it goes out, and its icon, which does not. */
export type DraftTag = Extract<UserContent, { type: 'input_tag' }> & { icon?: string };

/** A piece of a draft. Positions count text in UTF-16 units and a tag as one. */
export type DraftPart = TextPart | DraftTag;

export const textPart = (text: string): TextPart => ({ type: 'input_text', text });

/** How many positions the parts take. */
export function lengthOf(parts: readonly DraftPart[]): number {
  return parts.reduce((sum, part) => sum + partLength(part), 0);
}

/** The parts with `insert` in place of what is between `start` and `end`. */
export function spliced(
  parts: readonly DraftPart[],
  start: number,
  end: number,
  insert: readonly DraftPart[],
): DraftPart[] {
  return joined([...sliced(parts, 0, start), ...insert, ...sliced(parts, end, lengthOf(parts))]);
}

/** What is between `start` and `end`; text is cut, a tag is in or out. */
export function sliced(parts: readonly DraftPart[], start: number, end: number): DraftPart[] {
  let at = 0;
  const found = parts.flatMap((part): DraftPart[] => {
    const from = at;
    at += partLength(part);
    if (part.type === 'input_tag') return from >= start && at <= end ? [part] : [];
    return [textPart(part.text.slice(Math.max(0, start - from), Math.max(0, end - from)))];
  });
  return joined(found);
}

/** Neighbouring texts as one; empty ones are gone. */
export function joined(parts: readonly DraftPart[]): DraftPart[] {
  const result: DraftPart[] = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part.type === 'input_text' && last?.type === 'input_text')
      result[result.length - 1] = textPart(last.text + part.text);
    else if (part.type === 'input_tag' || part.text !== '') result.push(part);
  }
  return result;
}

/** What goes out: white space around it is gone, and so are the icons. */
export function contentOf(parts: readonly DraftPart[]): UserContent[] {
  const last = parts.length - 1;
  return parts.flatMap((part, at): UserContent[] => {
    if (part.type === 'input_tag') {
      const { icon: _, ...tag } = part;
      return [tag];
    }
    let { text } = part;
    if (at === 0) text = text.trimStart();
    if (at === last) text = text.trimEnd();
    return text === '' ? [] : [textPart(text)];
  });
}

function partLength(part: DraftPart): number {
  return part.type === 'input_tag' ? 1 : part.text.length;
}
