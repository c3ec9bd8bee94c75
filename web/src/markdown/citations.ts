import type { Annotation } from '../protocol/items.ts';
import { utf16Offset } from '../state/code_points.ts';

/** A place in the text and the sources that it names: equal places share a marker. */
export interface Citation {
  number: number;
  /** Code points into the raw Markdown; null for sources of the whole text. */
  index: number | null;
  annotations: Annotation[];
}

const OPEN = '\uE000';
const CLOSE = '\uE001';

/** A marker in text: OPEN, the citation's number, CLOSE. */
export const MARKER = /\uE000(\d+)\uE001/;

/**
 * The citations of a text, numbered in the order of their places; those without a place come last.
 */
export function citationsOf(annotations: readonly Annotation[]): Citation[] {
  const places = new Map<number | null, Annotation[]>();
  for (const annotation of annotations) {
    const index = annotation.index ?? null;
    places.set(index, [...(places.get(index) ?? []), annotation]);
  }
  return [...places]
    .sort(([a], [b]) => (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY))
    .map(([index, found], at) => ({ number: at + 1, index, annotations: found }));
}

/** `text` with a marker at each place; characters of the text that look like one are replaced. */
export function withMarkers(text: string, citations: readonly Citation[]): string {
  const clean = text.replace(/[\uE000\uE001]/g, '\uFFFD');
  let marked = '';
  let done = 0;
  for (const { number, index } of citations) {
    if (index === null) continue;
    const offset = Math.max(done, wordEnd(clean, utf16Offset(clean, index)));
    marked += `${clean.slice(done, offset)}${OPEN}${number}${CLOSE}`;
    done = offset;
  }
  return marked + clean.slice(done);
}

/** `offset`, or the end of the word that it falls into: models count badly. */
function wordEnd(text: string, offset: number): number {
  if (!/[\p{L}\p{N}]$/u.test(text.slice(0, offset))) return offset;
  return offset + (/^[\p{L}\p{N}]*/u.exec(text.slice(offset))?.[0].length ?? 0);
}

/** Text without markers, for where none can stand: addresses and code. */
export function withoutMarkers(text: string): string {
  return text.replace(new RegExp(MARKER, 'g'), '');
}
