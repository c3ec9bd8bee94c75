import { INLINE_CHARACTERS_MAX } from './bounded_lexer.ts';

/**
 * Closes what a block that still grows has left open, so that `**bold` is bold at once and half a
 * link shows its text. Fences need nothing: they end with the text; so does what is too long to be
 * read.
 */
export function mended(raw: string): string {
  if (isFence(raw) || raw.length > INLINE_CHARACTERS_MAX) return raw;
  const text = raw.replace(
    /(!?)\[([^\]\n]*)(?:\](?:\([^)\n]*)?)?$/,
    (_, image: string, label: string) => (image ? '' : label),
  );
  const body = text
    .trimEnd()
    .replace(/(?<!\*)\*+$|(?<!_)_+$|(?<!~)~+$|(?<!`)`+$/, (run) => (opens(text, run) ? '' : run));
  const outsideCode = body.replace(/`[^`\n]*`/g, '');
  if (count(outsideCode, '`') % 2 === 1) return `${body}\``;
  return body + closers(outsideCode);
}

/** Whether a block begins as fenced code does. */
export function isFence(raw: string): boolean {
  return /^ {0,3}(```|~~~)/.test(raw);
}

/** Whether a run of marks at the very end has nothing to close: it would only be shown. */
function opens(text: string, run: string): boolean {
  return count(text.slice(0, text.lastIndexOf(run)), run) % 2 === 0;
}

function closers(text: string): string {
  const without = text.replaceAll('**', '');
  const single = /(?:^|\s)\*\S/.test(without) && count(without, '*') % 2 === 1 ? '*' : '';
  const strong = count(text, '**') % 2 === 1 ? '**' : '';
  const struck = count(text, '~~') % 2 === 1 ? '~~' : '';
  return single + strong + struck;
}

function count(text: string, part: string): number {
  return text.split(part).length - 1;
}
