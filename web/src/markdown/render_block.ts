import { BoundedLexer } from './bounded_lexer.ts';
import { type CodeLabels, decorateCode } from './code_block.ts';
import { MARKER, withoutMarkers } from './citations.ts';
import { isFence, mended } from './mend.ts';
import { markdownParser } from './parser.ts';
import { sanitized } from './sanitize.ts';

/** What Markdown needs from where it is shown. */
export interface MarkdownHost {
  /** Whether a picture may be fetched; one that may not is shown as its description. */
  allowsImage(url: string): boolean;
  openDeepLink(url: string): void;
  /** The button that stands for citation `number`; null where it is unknown. */
  citation(number: number): Node | null;
  readonly code: CodeLabels;
}

/**
 * One block of Markdown as nodes; formulas are TeX still. `growing`: what it has left open is
 * closed for now.
 */
export function renderBlock(raw: string, growing: boolean, host: MarkdownHost): DocumentFragment {
  const html = markdownParser.parse(growing ? mended(raw) : raw) as string;
  const nodes = sanitized(html);
  for (const pre of nodes.querySelectorAll('pre')) decorateCode(pre, host.code);
  for (const link of nodes.querySelectorAll('a')) decorateLink(link, host);
  for (const image of nodes.querySelectorAll('img')) decorateImage(image, host);
  for (const table of nodes.querySelectorAll('table')) wrapTable(table);
  placeCitations(nodes, host);
  return nodes;
}

export interface FencedCode {
  /** As the fence names it; empty where it does not. */
  language: string;
  text: string;
}

/** What a block that is one fence holds; null for every other block. */
export function fencedCode(raw: string): FencedCode | null {
  if (!isFence(raw)) return null;
  const [token] = new BoundedLexer(markdownParser.defaults).blockTokens(raw);
  if (token?.type !== 'code') return null;
  const language = /^\S*/.exec(token.lang ?? '')?.[0] ?? '';
  return { language, text: withoutMarkers(token.text) };
}

function decorateLink(link: HTMLAnchorElement, host: MarkdownHost): void {
  const href = withoutMarkers(decodedMarkers(link.getAttribute('href') ?? ''));
  if (href === '' || href.startsWith('data:')) return link.replaceWith(...link.childNodes);
  link.setAttribute('href', href);
  if (href.startsWith('chatkit-link:')) {
    link.addEventListener('click', (event) => {
      event.preventDefault();
      host.openDeepLink(href);
    });
    return;
  }
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
}

/** marked percent-encodes the markers that fall into an address. */
function decodedMarkers(href: string): string {
  return href.replace(/%EE%80%8([01])/g, (_, which) => (which === '0' ? '\uE000' : '\uE001'));
}

function decorateImage(image: HTMLImageElement, host: MarkdownHost): void {
  const src = image.getAttribute('src') ?? '';
  if (!host.allowsImage(src)) return image.replaceWith(image.alt || src);
  image.loading = 'lazy';
  image.referrerPolicy = 'no-referrer';
}

/** A wide table scrolls by itself, also by keyboard. */
function wrapTable(table: HTMLTableElement): void {
  const frame = document.createElement('div');
  frame.className = 'table-frame';
  frame.tabIndex = 0;
  table.replaceWith(frame);
  frame.append(table);
}

function placeCitations(nodes: DocumentFragment, host: MarkdownHost): void {
  const walker = document.createTreeWalker(nodes, NodeFilter.SHOW_TEXT);
  const marked: Text[] = [];
  while (walker.nextNode()) {
    const text = walker.currentNode as Text;
    if (MARKER.test(text.data)) marked.push(text);
  }
  for (const text of marked) {
    const parts = text.data.split(new RegExp(MARKER, 'g'));
    text.replaceWith(
      ...parts.flatMap((part, at) => (at % 2 === 0 ? part : (host.citation(Number(part)) ?? []))),
    );
  }
}
