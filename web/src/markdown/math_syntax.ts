import type { TokenizerAndRendererExtension } from 'marked';
import { escapeHtml } from './escape.ts';

/** Longer formulas are none: a text that only opens them would be searched to its end each time. */
const FORMULA_CHARACTERS_MAX = 5000;
const WITHIN = `{1,${FORMULA_CHARACTERS_MAX}}?`;

/** Formulas in Markdown: `$$…$$` and `\[…\]` as blocks, `$…$` and `\(…\)` within a line. */
export const mathExtensions: TokenizerAndRendererExtension[] = [
  extension(
    'mathBlock',
    'block',
    new RegExp(String.raw`^(?:\$\$([\s\S]${WITHIN})\$\$|\\\[([\s\S]${WITHIN})\\\])[ \t]*(?:\n|$)`),
    /\$\$|\\\[/,
  ),
  extension(
    'mathInline',
    'inline',
    new RegExp(
      String.raw`^(?:\$(?![\s\d$])((?:\\.|[^$\\\n])${WITHIN})(?<!\s)\$(?!\d)|\\\((.${WITHIN})\\\))`,
    ),
    /\$|\\\(/,
  ),
];

function extension(
  name: string,
  level: 'block' | 'inline',
  pattern: RegExp,
  opening: RegExp,
): TokenizerAndRendererExtension {
  return {
    name,
    level,
    start: (src) => {
      // A formula begins in this paragraph or is not begun here.
      const end = src.indexOf('\n\n');
      const at = (end < 0 ? src : src.slice(0, end)).search(opening);
      return at < 0 ? undefined : at;
    },
    tokenizer: (src) => {
      const match = pattern.exec(src);
      if (!match) return undefined;
      return { type: name, raw: match[0], text: (match[1] ?? match[2] ?? '').trim() };
    },
    renderer: (token) => {
      const tag = level === 'block' ? 'div' : 'span';
      return `<${tag} class="math-${level}">${escapeHtml(String(token['text']))}</${tag}>`;
    },
  };
}
