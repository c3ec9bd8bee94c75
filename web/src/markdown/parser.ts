import { Marked, type MarkedOptions } from 'marked';
import type { BlockParser } from './blocks.ts';
import { BoundedLexer } from './bounded_lexer.ts';
import { escapeHtml } from './escape.ts';
import { mathExtensions } from './math_syntax.ts';

/** GFM with formulas. Raw HTML is shown as the text it is, and never becomes markup. */
export const markdownParser = new Marked({
  gfm: true,
  async: false,
  extensions: mathExtensions,
  hooks: {
    provideLexer: () => (text, options) => new BoundedLexer(options as MarkedOptions).lex(text),
  },
  renderer: {
    html: ({ text }) => escapeHtml(text),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});

/** Finds the blocks of a text and leaves what is in them unread. */
export const blockParser: BlockParser = {
  lexer: (text) => new BoundedLexer(markdownParser.defaults).blockTokens(text),
};
