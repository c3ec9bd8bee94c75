/** A straight scale: values of the axis and the pixels where they lie. */
export interface LinearScale {
  readonly ticks: number[];
  at(value: number): number;
}

const TICKS = 5;

/** A scale over `values` and zero, from `bottom` to `top`, that ends at round numbers. */
export function linearScale(values: readonly number[], bottom: number, top: number): LinearScale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  const step = roundStep((high - low || 1) / TICKS);
  const [first, last] = [Math.floor(low / step), Math.ceil(high / step) || (low < 0 ? 0 : 1)];
  const ticks = Array.from({ length: last - first + 1 }, (_, at) => rounded((first + at) * step));
  const span = (last - first) * step;
  return { ticks, at: (value) => bottom + ((value - first * step) / span) * (top - bottom) };
}

/** The smallest of 1, 2, 5 and 10 times a power of ten that is at least `least`. */
export function roundStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((each) => each * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Takes away what binary fractions add: 0.30000000000000004 is 0.3. */
function rounded(value: number): number {
  return Number(value.toPrecision(12));
}

/** The bands of `count` categories over `width`, and the bars of a category in its band. */
export interface BandScale {
  readonly band: number;
  center(index: number): number;
  /** The left edge and the width of bar `slot` of `slots`. */
  bar(index: number, slot: number, slots: number): { x: number; width: number };
}

interface BandGaps {
  /** Between the bars of a category, in pixels. */
  barGap: number;
  /** Between categories, in pixels; a fifth of the band where it is not said. */
  barCategoryGap: number | null;
}

/** Bars never get thinner than a pixel, nor wider than what looks like a bar. */
const BAR_PX = { min: 1, max: 64 };

export function bandScale(
  left: number,
  width: number,
  count: number,
  { barGap, barCategoryGap }: BandGaps,
): BandScale {
  const band = width / Math.max(1, count);
  const gap = barCategoryGap ?? band * 0.2;
  return {
    band,
    center: (index) => left + band * (index + 0.5),
    bar(index, slot, slots) {
      const room = (band - gap - barGap * (slots - 1)) / slots;
      const bar = Math.min(BAR_PX.max, Math.max(BAR_PX.min, room));
      const group = bar * slots + barGap * (slots - 1);
      return { x: this.center(index) - group / 2 + slot * (bar + barGap), width: bar };
    },
  };
}
