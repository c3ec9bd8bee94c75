import type { ItemCell } from '../../state/item_list.ts';
import type { TurnGroup } from '../../state/turn_groups.ts';
import { useView } from '../context.ts';
import { ItemView } from './item_view.tsx';
import { Progress } from './progress.tsx';
import { TurnActions } from './turn_actions.tsx';

/** A message and its answers, with what can be done about them. */
export function TurnView({ turn, last }: { turn: TurnGroup; last: boolean }) {
  const { chat } = useView();
  const streaming = last && chat.state.phase.value === 'streaming';
  const cells: ItemCell[] = turn.user ? [turn.user, ...turn.answers] : turn.answers;
  return (
    <div class="turn" data-last={last}>
      {cells.map((cell, at) => (
        <ItemView key={cell.key} cell={cell} growing={streaming && at === cells.length - 1} />
      ))}
      {streaming && <Progress answering={turn.answers.length > 0} />}
      {!streaming && turn.answers.length > 0 && <TurnActions turn={turn} />}
    </div>
  );
}
