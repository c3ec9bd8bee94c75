import { Icon } from '../../icons/icon.tsx';
import type { Citation } from '../../markdown/citations.ts';
import type { Source } from '../../protocol/items.ts';
import { EntityButton } from '../entity_button.tsx';
import { useView } from '../context.ts';

/** All sources of an answer, folded away until they are wanted. */
export function Sources({ citations }: { citations: readonly Citation[] }) {
  const { t } = useView();
  return (
    <details class="sources" part="sources">
      <summary>
        <Icon name="book-open" />
        {t('sources')}
        <span class="count">
          {citations.reduce((sum, { annotations }) => sum + annotations.length, 0)}
        </span>
      </summary>
      <ol>
        {citations.flatMap(({ number, annotations }) =>
          annotations.map((annotation, at) => (
            <li key={`${number}.${at}`} value={number}>
              <SourceView source={annotation.source} />
            </li>
          )),
        )}
      </ol>
    </details>
  );
}

/**
 * A source by its title; only a web address can be opened, and an entity where it is interactive.
 */
export function SourceView({ source }: { source: Source }) {
  if (source.type === 'url' && /^https?:\/\//i.test(source.url)) {
    return (
      <a href={source.url} target="_blank" rel="noopener noreferrer" dir="auto">
        {source.title || source.url}
      </a>
    );
  }
  if (source.type !== 'entity') return <span dir="auto">{source.title}</span>;
  const { id, title, data = {}, icon, interactive = false } = source;
  return (
    <EntityButton kind="source" entity={{ id, title, data, interactive, ...(icon && { icon }) }}>
      {title}
    </EntityButton>
  );
}
