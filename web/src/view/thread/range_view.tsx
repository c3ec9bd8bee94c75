import { Component } from 'preact';
import type { TurnRange } from '../../state/turn_ranges.ts';
import { TurnView } from './turn_view.tsx';

interface RangeProps {
  range: TurnRange;
  last: boolean;
}

/** Some turns of the thread; drawn anew only when one of them comes, goes or changes its items. */
export class RangeView extends Component<RangeProps> {
  override shouldComponentUpdate({ range, last }: RangeProps): boolean {
    return range !== this.props.range || last !== this.props.last;
  }

  override render({ range: { turns }, last }: RangeProps) {
    return (
      <div class="turn-range" style={{ '--turns': turns.length }}>
        {turns.map((turn, at) => (
          <TurnView key={turn.key} turn={turn} last={last && at === turns.length - 1} />
        ))}
      </div>
    );
  }
}
