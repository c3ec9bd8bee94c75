import type { DraftRange } from './draft.ts';
import { type DraftPart, sliced } from './draft_parts.ts';

/** What the person began with "@" or "/" right before the caret. */
export interface Trigger extends DraftRange {
  kind: 'entity' | 'command';
  query: string;
}

/** A name may hold spaces, a command may not; both begin a word. */
const PATTERNS = {
  entity: /(?:^|\s)@((?:[^\s@][^\n@]{0,39})?)$/,
  command: /(?:^|\s)\/([^\s/]{0,40})$/,
} as const;

/** The trigger at the caret, among the kinds that are `offered`; null where none is open. */
export function triggerAt(
  parts: readonly DraftPart[],
  range: DraftRange,
  offered: readonly Trigger['kind'][],
): Trigger | null {
  const before = sliced(parts, 0, range.end).at(-1);
  if (range.start !== range.end || before?.type !== 'input_text') return null;
  const found = offered.flatMap((kind): Trigger[] => {
    const query = PATTERNS[kind].exec(before.text)?.[1];
    if (query === undefined) return [];
    return [{ kind, query, start: range.end - query.length - 1, end: range.end }];
  });
  return found.toSorted((a, b) => b.start - a.start)[0] ?? null;
}
