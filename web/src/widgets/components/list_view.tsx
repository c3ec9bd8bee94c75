import { useState } from 'preact/hooks';
import { InScope, useNewScope } from '../action_scope.tsx';
import { useWidgetHost } from '../host.ts';
import { boxStyle } from '../layout.ts';
import { type NodeOf, childrenOf, keyed } from '../node.ts';
import { useAction } from '../use_action.ts';
import { WidgetChildren, WidgetNode } from '../widget.tsx';
import { Status } from './status.tsx';

/** How many rows `auto` shows at first. */
const LIMIT_AUTO = 5;

/** A root of rows; those beyond the limit come on demand. */
export function ListView({ node }: { node: NodeOf<'ListView'> }) {
  const { t } = useWidgetHost();
  const { scope, busy } = useNewScope();
  const [showsAll, setShowsAll] = useState(false);
  const rows = childrenOf(node.children);
  const limit = node.limit === 'auto' ? LIMIT_AUTO : (node.limit ?? rows.length);
  const shown = showsAll ? rows : rows.slice(0, limit);
  return (
    <InScope scope={scope}>
      <div class="w-card w-list" part="widget-list" data-busy={busy} inert={busy}>
        {node.status && <Status status={node.status} />}
        <ul>
          {keyed(shown).map(({ key, child }) => (
            <li key={key}>
              <WidgetNode node={child} />
            </li>
          ))}
        </ul>
        {shown.length < rows.length && (
          <button type="button" class="w-list-more" onClick={() => setShowsAll(true)}>
            {t('loadMore')}
          </button>
        )}
      </div>
    </InScope>
  );
}

/** A row of a list; with an action it is a button as a whole. */
export function ListViewItem({ node }: { node: NodeOf<'ListViewItem'> }) {
  const { run, pending, blocked } = useAction(node.onClickAction, 'self');
  const style = boxStyle({ align: node.align ?? 'center', gap: node.gap ?? 3 }, 'row');
  if (!node.onClickAction)
    return (
      <div class="w-list-row" style={style}>
        <WidgetChildren of={node.children} />
      </div>
    );
  const isDisabled = pending || blocked;
  const act = (event: Event): void => {
    if (isOwn(event)) void run();
  };
  return (
    <div
      class="w-list-row"
      style={style}
      role="button"
      tabIndex={0}
      aria-disabled={isDisabled}
      aria-busy={pending}
      onClick={act}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        if (event.target === event.currentTarget) event.preventDefault();
        act(event);
      }}
    >
      <WidgetChildren of={node.children} />
      {pending && <span class="spinner" />}
    </div>
  );
}

/** Whether an event is meant for the row and not for a control in it. */
function isOwn({ target, currentTarget }: Event): boolean {
  const control = (target as Element).closest('button, a, input, textarea, label, [role=button]');
  return control === null || control === currentTarget;
}
