import { useMemo } from 'preact/hooks';
import { citationsOf, withMarkers } from '../../markdown/citations.ts';
import { Markdown } from '../../markdown/markdown.tsx';
import type { Annotation, AssistantContent, AssistantMessage } from '../../protocol/items.ts';
import { useView } from '../context.ts';
import { useMarkdownHost } from '../markdown_host.ts';
import { Sources } from './sources.tsx';

const NONE: readonly Annotation[] = [];

/** An answer in Markdown with its sources. */
export function AssistantMessageView({
  message,
  growing,
}: {
  message: AssistantMessage;
  growing: boolean;
}) {
  const { t } = useView();
  return (
    <article
      class="assistant"
      part="assistant-message"
      aria-label={t('assistant')}
      aria-busy={growing}
    >
      {message.content.map((part, at) => (
        <Part key={at} part={part} growing={growing && at === message.content.length - 1} />
      ))}
    </article>
  );
}

function Part({ part, growing }: { part: AssistantContent; growing: boolean }) {
  const annotations = part.annotations?.length ? part.annotations : NONE;
  const citations = useMemo(() => citationsOf(annotations), [annotations]);
  const host = useMarkdownHost(citations);
  return (
    <>
      <Markdown text={withMarkers(part.text, citations)} growing={growing} host={host} />
      {citations.length > 0 && <Sources citations={citations} />}
    </>
  );
}
