import { useMemo } from 'preact/hooks';
import { scriptOrigin } from '../assets.ts';
import type { Citation } from '../markdown/citations.ts';
import type { MarkdownHost } from '../markdown/render_block.ts';
import { type ViewContext, useView } from './context.ts';
import { deepLinkDetail } from './deep_link.ts';
import { allowsImage } from './image_policy.ts';

const NO_CITATIONS: readonly Citation[] = [];

/** What Markdown inside the element needs; the same object while language and citations stay. */
export function useMarkdownHost(citations: readonly Citation[] = NO_CITATIONS): MarkdownHost {
  const context = useView();
  const language = context.t('copy');
  return useMemo(() => hostOf(context, citations), [context, citations, language]);
}

function hostOf({ chat, t }: ViewContext, citations: readonly Citation[]): MarkdownHost {
  return {
    allowsImage: (url) =>
      allowsImage(url, chat.state.thread.peek()?.allowed_image_domains ?? [], [
        scriptOrigin,
        location.origin,
      ]),
    openDeepLink: (url) => chat.host.emit('chatkit.deeplink', deepLinkDetail(url)),
    citation: (number) => {
      const citation = citations.find((each) => each.number === number);
      return citation ? citationMark(citation, t('source', { number })) : null;
    },
    code: {
      copy: t('copy'),
      copied: t('copied'),
      writeText: (text) => navigator.clipboard.writeText(text),
    },
  };
}

function citationMark({ number, annotations }: Citation, label: string): Node {
  const source = annotations[0]?.source;
  const mark = document.createElement(source?.type === 'url' ? 'a' : 'span');
  if (
    mark instanceof HTMLAnchorElement &&
    source?.type === 'url' &&
    /^https?:\/\//i.test(source.url)
  ) {
    mark.href = source.url;
    mark.target = '_blank';
    mark.rel = 'noopener noreferrer';
  }
  mark.className = 'citation';
  mark.setAttribute('part', 'citation');
  mark.title = annotations.map((annotation) => annotation.source.title).join('\n');
  mark.setAttribute('aria-label', `${label}: ${mark.title}`);
  mark.textContent = String(number);
  return mark;
}
