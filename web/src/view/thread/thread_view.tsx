import { useComputed } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { turnGroups } from '../../state/turn_groups.ts';
import { IconButton, Spinner } from '../controls.tsx';
import { useView } from '../context.ts';
import { TurnView } from './turn_view.tsx';
import { useThreadScroll } from './use_thread_scroll.ts';

/** The items of the open thread, turn by turn. */
export function ThreadView() {
  const { chat, t } = useView();
  const frame = useRef<HTMLDivElement>(null);
  const groups = useComputed(() => turnGroups(chat.state.items.cells.value));
  const scroll = useThreadScroll(frame, chat);
  const turns = groups.value;
  return (
    <div class="thread-frame">
      <div class="thread" part="thread" ref={frame} tabIndex={0} onScroll={scroll.onScroll}>
        <div class="column turns">
          {chat.state.phase.value === 'loading' && (
            <p class="thread-loading" role="status">
              <Spinner /> {t('loading')}
            </p>
          )}
          {turns.map((turn, at) => (
            <TurnView key={turn.key} turn={turn} last={at === turns.length - 1} />
          ))}
        </div>
      </div>
      {scroll.away.value && (
        <div class="jump">
          <IconButton
            icon="ui-latest"
            label={t('jumpToLatest')}
            kind="jump-button"
            part="jump-button"
            onClick={scroll.toLatest}
          />
        </div>
      )}
    </div>
  );
}
