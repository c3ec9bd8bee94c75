import { Marked } from 'marked';
import { escapeHtml } from './escape.ts';
import { mathExtensions } from './math_syntax.ts';

/** GFM with formulas. Raw HTML is shown as the text it is, and never becomes markup. */
export const markdownParser = new Marked({
  gfm: true,
  async: false,
  extensions: mathExtensions,
  renderer: {
    html: ({ text }) => escapeHtml(text),
    checkbox: ({ checked }) => (checked ? '☑ ' : '☐ '),
  },
});
