import { Component } from 'preact';
import type { ItemCell } from '../../state/item_list.ts';
import type { TurnGroup } from '../../state/turn_groups.ts';
import { useView } from '../context.ts';
import { ItemView } from './item_view.tsx';
import { Progress } from './progress.tsx';
import { TurnActions } from './turn_actions.tsx';

interface TurnProps {
  turn: TurnGroup;
  last: boolean;
}

/** A message and its answers; drawn anew only when an item of it comes or goes. */
export class TurnView extends Component<TurnProps> {
  override shouldComponentUpdate({ turn, last }: TurnProps): boolean {
    return turn !== this.props.turn || last !== this.props.last;
  }

  override render({ turn, last }: TurnProps) {
    return <Turn turn={turn} last={last} />;
  }
}

/** The items of a turn, with what can be done about them. */
function Turn({ turn, last }: TurnProps) {
  const { chat } = useView();
  const streaming = last && chat.state.phase.value === 'streaming';
  const cells: readonly ItemCell[] = turn.user ? [turn.user, ...turn.answers] : turn.answers;
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
