import type { TokenizerAndRendererExtension } from 'marked';
import { escapeHtml } from './escape.ts';

/** Formulas in Markdown: `$$…$$` and `\[…\]` as blocks, `$…$` and `\(…\)` within a line. */
export const mathExtensions: TokenizerAndRendererExtension[] = [
  extension(
    'mathBlock',
    'block',
    /^(?:\$\$([\s\S]+?)\$\$|\\\[([\s\S]+?)\\\])[ \t]*(?:\n|$)/,
    /\$\$|\\\[/,
  ),
  extension(
    'mathInline',
    'inline',
    /^(?:\$(?![\s\d$])((?:\\.|[^$\\\n])+?)(?<!\s)\$(?!\d)|\\\((.+?)\\\))/,
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
      const at = src.search(opening);
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
