import type { ChartNode, Series, XAxis } from './chart_node.ts';
import type { CurvePoint } from './curves.ts';
import { type BandScale, type LinearScale, bandScale, linearScale } from './scale.ts';
import { type Extent, barSlots, stacked } from './stack.ts';

/** Pixels kept free around the plot. */
const MARGIN_PX = { top: 8, right: 8, axisX: 24, axisY: 44 };
const LABEL_PX = 7;

export interface Bar {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Where everything of a chart lies, in pixels. */
export interface ChartLayout {
  plot: { left: number; right: number; top: number; bottom: number };
  x: BandScale;
  y: LinearScale;
  labels: string[];
  /** Every how many categories a label has room. */
  labelEvery: number;
  shapes: { series: Series; points: CurvePoint[]; bars: Bar[] }[];
}

/** Lays `node` out on a picture of `width` by `height`. */
export function chartLayout(node: ChartNode, width: number, height: number): ChartLayout {
  const axis = axisOf(node);
  const { data, series } = node;
  const plot = {
    left: node.showYAxis ? MARGIN_PX.axisY : MARGIN_PX.right,
    right: width - MARGIN_PX.right,
    top: MARGIN_PX.top,
    bottom: height - (axis.hide ? MARGIN_PX.top : MARGIN_PX.axisX),
  };
  const extents = stacked(data, series);
  const y = linearScale(extents.flat(2).filter(isNumber), plot.bottom, plot.top);
  const x = bandScale(plot.left, plot.right - plot.left, data.length, {
    barGap: node.barGap ?? 4,
    barCategoryGap: node.barCategoryGap ?? null,
  });
  const labels = data.map((row) => labelOf(axis, row[axis.dataKey]));
  const longest = Math.max(1, ...labels.map((label) => label.length));
  return {
    plot,
    x,
    y,
    labels,
    labelEvery: Math.max(1, Math.ceil((longest * LABEL_PX + 8) / x.band)),
    shapes: shapesOf(series, extents, x, y),
  };
}

function shapesOf(
  all: readonly Series[],
  extents: readonly Extent[][],
  x: BandScale,
  y: LinearScale,
): ChartLayout['shapes'] {
  const slots = barSlots(all);
  return all.map((series, at) => {
    const own = extents[at] ?? [];
    const slot = slots.of.get(series);
    const points = own.map(
      (extent, index) =>
        extent && { x: x.center(index), foot: y.at(extent[0]), top: y.at(extent[1]) },
    );
    if (slot === undefined) return { series, points, bars: [] };
    const bars = points.flatMap((point, index) => {
      if (!point) return [];
      const { foot, top } = point;
      const place = x.bar(index, slot, slots.count);
      return [{ ...place, y: Math.min(foot, top), height: Math.abs(foot - top) }];
    });
    return { series, points: [], bars };
  });
}

/** The x axis, which may be given as the name of its column alone. */
export function axisOf({ xAxis }: ChartNode): XAxis {
  return typeof xAxis === 'string' ? { dataKey: xAxis } : (xAxis ?? { dataKey: '' });
}

function labelOf(axis: XAxis, value: unknown): string {
  const text = String(value ?? '');
  return axis.labels?.[text] ?? text;
}

function isNumber(value: number | null): value is number {
  return value !== null;
}
