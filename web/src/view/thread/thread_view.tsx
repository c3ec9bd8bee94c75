import { useComputed } from '@preact/signals';
import { useMemo, useRef } from 'preact/hooks';
import { type TurnGroup, TurnGroups } from '../../state/turn_groups.ts';
import { TurnRanges } from '../../state/turn_ranges.ts';
import { IconButton, Spinner } from '../controls.tsx';
import { useView } from '../context.ts';
import { RangeView } from './range_view.tsx';
import { useGradual } from './use_gradual.ts';
import { useSteadyPlace } from './use_steady_place.ts';
import { useThreadScroll } from './use_thread_scroll.ts';

/** The items of the open thread, turn by turn. */
export function ThreadView() {
  const { chat, t } = useView();
  const frame = useRef<HTMLDivElement>(null);
  const groups = useMemo(() => new TurnGroups(), []);
  const ranges = useMemo(() => new TurnRanges(), []);
  const all = useComputed(() => groups.update(chat.state.items.cells.value));
  const turns = useGradual(all.value);
  const parts = ranges.update(turns);
  const scroll = useThreadScroll(frame, chat, turns.length === all.value.length);
  useSteadyPlace(frame, firstKey(turns));
  return (
    <div class="thread-frame">
      <div class="thread" part="thread" ref={frame} tabIndex={0} onScroll={scroll.onScroll}>
        <div class="column turns">
          {chat.state.phase.value === 'loading' && (
            <p class="thread-loading" role="status">
              <Spinner /> {t('loading')}
            </p>
          )}
          {parts.map((range, at) => (
            <RangeView key={range.key} range={range} last={at === parts.length - 1} />
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

function firstKey([turn]: readonly TurnGroup[]): number | null {
  return (turn?.user ?? turn?.answers[0])?.key ?? null;
}
