import type { Series } from './chart_node.ts';

/** From where to where one value of a series reaches; null where the row has no number. */
export type Extent = readonly [from: number, to: number] | null;

/**
 * The extents of every series, row by row. Series of one type with the same stack lie on one
 * another, below zero apart from above; all others begin at zero.
 */
export function stacked(
  data: readonly Record<string, unknown>[],
  series: readonly Series[],
): Extent[][] {
  const extents: Extent[][] = series.map(() => []);
  for (const row of data) {
    const reached = new Map<string, number>();
    series.forEach(({ type, stack, dataKey }, at) => {
      const value = numberOf(row[dataKey]);
      if (value === null) return void extents[at]?.push(null);
      const pile = `${type} ${stack} ${value < 0}`;
      const from = stack ? (reached.get(pile) ?? 0) : 0;
      reached.set(pile, from + value);
      extents[at]?.push([from, from + value]);
    });
  }
  return extents;
}

/** The slot among the bars of a category for each bar series; those of one stack share theirs. */
export function barSlots(series: readonly Series[]): { of: Map<Series, number>; count: number } {
  const slots = new Map<string, number>();
  const of = new Map<Series, number>();
  series.forEach((each, at) => {
    if (each.type !== 'bar') return;
    const name = each.stack ? `stack ${each.stack}` : `series ${at}`;
    const slot = slots.get(name) ?? slots.size;
    slots.set(name, slot);
    of.set(each, slot);
  });
  return { of, count: slots.size };
}

function numberOf(value: unknown): number | null {
  if (value === null || value === undefined || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? number : null;
}
