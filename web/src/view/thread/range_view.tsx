import { signal } from '@preact/signals';
import { Component, createRef } from 'preact';
import { Far } from '../../icons/icon.tsx';
import type { TurnRange } from '../../state/turn_ranges.ts';
import { TurnView } from './turn_view.tsx';

interface RangeProps {
  range: TurnRange;
  last: boolean;
}

/** Some turns of the thread; drawn anew only when one of them comes, goes or changes its items. */
export class RangeView extends Component<RangeProps> {
  private readonly element = createRef<HTMLDivElement>();
  private readonly far = signal(false);

  override shouldComponentUpdate({ range, last }: RangeProps): boolean {
    return range !== this.props.range || last !== this.props.last;
  }

  override componentDidMount(): void {
    const range = this.element.current;
    range?.addEventListener('contentvisibilityautostatechange', (event) => {
      const { target, skipped } = event as ContentVisibilityAutoStateChangeEvent;
      if (target !== range) return;
      this.far.value = skipped;
      if (skipped) forgetLayout(range);
    });
  }

  override render({ range: { turns }, last }: RangeProps) {
    return (
      <Far.Provider value={this.far}>
        <div class="turn-range" style={{ '--turns': turns.length }} ref={this.element}>
          {turns.map((turn, at) => (
            <TurnView key={turn.key} turn={turn} last={last && at === turns.length - 1} />
          ))}
        </div>
      </Far.Provider>
    );
  }
}

/**
 * Lets the browser forget how the content of `range`, which it passes over, was laid out: that
 * costs memory, and each box of it that scrolls a look a frame. It is laid out anew when it comes
 * near. A range with the focus or some of the selection in it is near wherever it is.
 */
function forgetLayout(range: Element): void {
  range.replaceChildren(...range.childNodes);
}
