import type { TurnGroup } from './turn_groups.ts';

/** Neighbouring turns of a long thread: the browser passes over a range that is far away as one. */
export interface TurnRange {
  readonly key: number;
  readonly turns: readonly TurnGroup[];
}

const TURNS_MAX = 16;

/**
 * Cuts the turns of a thread into ranges. A turn stays in its range when others come before or
 * behind it, and a range whose turns are the same is the same object.
 */
export class TurnRanges {
  private ranges: readonly TurnRange[] = [];
  /** Turns are numbered from the first that was seen; older ones have negative numbers. */
  private first = 0;

  update(turns: readonly TurnGroup[]): readonly TurnRange[] {
    const oldest = this.ranges[0]?.turns[0]?.key;
    this.first -= Math.max(
      0,
      turns.findIndex(({ key }) => key === oldest),
    );
    const known = new Map(this.ranges.map((range) => [range.key, range]));
    this.ranges = this.cut(turns).map((range) => {
      const before = known.get(range.key);
      return before && isSame(before, range) ? before : range;
    });
    return this.ranges;
  }

  private cut(turns: readonly TurnGroup[]): TurnRange[] {
    const ranges: { key: number; turns: TurnGroup[] }[] = [];
    for (const [at, turn] of turns.entries()) {
      const key = Math.floor((this.first + at) / TURNS_MAX);
      const last = ranges.at(-1);
      if (last?.key === key) last.turns.push(turn);
      else ranges.push({ key, turns: [turn] });
    }
    return ranges;
  }
}

function isSame(one: TurnRange, other: TurnRange): boolean {
  const { turns } = other;
  return one.turns.length === turns.length && one.turns.every((turn, at) => turn === turns[at]);
}
