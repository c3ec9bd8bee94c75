import { readFileSync } from 'node:fs';

const section = readFileSync(new URL('sample_answer.md', import.meta.url), 'utf8');

const LONG_CHARACTERS = 20 * 1024;

/** 20 KB of an answer's Markdown: text, lists, tables, code, formulas, links. */
export const longAnswer = [1, 2, 3, 4, 5]
  .map((part) => section.replaceAll('{n}', String(part)))
  .join('')
  .slice(0, LONG_CHARACTERS);

/** Answers of several lengths, from a line to a page. */
export const shortAnswers = [
  'Yes. The key is the same, so the second delivery does nothing.',
  ...section.replaceAll('{n}', '1').split(/^(?=### )/m),
  'Thirty seconds, with a heartbeat every ten. Make it longer only where a job cannot say that it lives.',
];
