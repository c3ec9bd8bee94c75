/** Where the parts of a chart lie. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chartLayout } from '../../src/widgets/chart/chart_layout.ts';
import type { ChartNode, Series } from '../../src/widgets/chart/chart_node.ts';
import { areaPath, linePath } from '../../src/widgets/chart/curves.ts';
import { bandScale, linearScale, roundStep } from '../../src/widgets/chart/scale.ts';
import { barSlots, stacked } from '../../src/widgets/chart/stack.ts';

test('steps are 1, 2 or 5 times a power of ten', () => {
  assert.deepEqual([0.03, 0.2, 1.1, 2.1, 51, 1000].map(roundStep), [0.05, 0.2, 2, 5, 100, 1000]);
});

test('an axis begins and ends at round numbers and has zero', () => {
  const axis = linearScale([12, 47], 100, 0);
  assert.deepEqual(axis.ticks, [0, 10, 20, 30, 40, 50]);
  assert.deepEqual([axis.at(0), axis.at(25), axis.at(50)], [100, 50, 0]);
  assert.deepEqual(linearScale([-0.3, 0.1], 100, 0).ticks, [-0.3, -0.2, -0.1, 0, 0.1]);
  assert.deepEqual(linearScale([], 100, 0).ticks.length > 1, true);
});

test('bars share a band, with the gaps that are asked for', () => {
  const scale = bandScale(10, 200, 4, { barGap: 4, barCategoryGap: 10 });
  assert.deepEqual([scale.band, scale.center(0), scale.center(3)], [50, 35, 185]);
  assert.deepEqual(scale.bar(0, 0, 2), { x: 15, width: 18 });
  assert.deepEqual(scale.bar(0, 1, 2), { x: 37, width: 18 });
  assert.equal(bandScale(0, 10, 20, { barGap: 4, barCategoryGap: 9 }).bar(0, 0, 3).width, 1);
});

const series: Series[] = [
  { type: 'bar', dataKey: 'a', stack: 's' },
  { type: 'bar', dataKey: 'b', stack: 's' },
  { type: 'bar', dataKey: 'c' },
  { type: 'line', dataKey: 'a' },
];

test('a stack grows up and down from zero; what is no number is left out', () => {
  assert.deepEqual(stacked([{ a: 1, b: 2, c: 'x' }], series), [
    [[0, 1]],
    [[1, 3]],
    [null],
    [[0, 1]],
  ]);
  assert.deepEqual(stacked([{ a: 1, b: -2 }], series.slice(0, 2)), [[[0, 1]], [[0, -2]]]);
});

test('bars of one stack stand in one place', () => {
  const { of, count } = barSlots(series);
  assert.equal(count, 2);
  assert.deepEqual(
    series.map((each) => of.get(each)),
    [0, 0, 1, undefined],
  );
});

const points = [
  { x: 0, foot: 10, top: 5 },
  { x: 10, foot: 10, top: 0 },
  null,
  { x: 30, foot: 10, top: 8 },
];

test("curves have d3's shapes; a gap splits them, an unknown name is straight", () => {
  assert.equal(linePath(points), 'M0,5L10,0M30,8Z');
  assert.equal(linePath(points.slice(0, 2), 'step'), 'M0,5L5,5L5,0L10,0');
  assert.equal(linePath(points.slice(0, 2), 'bump'), 'M0,5C5,5,5,0,10,0');
  assert.equal(linePath(points.slice(0, 2), 'constructor'), 'M0,5L10,0');
  assert.equal(areaPath(points.slice(0, 2)), 'M0,5L10,0L10,10L0,10Z');
});

test('a chart keeps room for its axes, and thins out labels that would touch', () => {
  const node: ChartNode = {
    type: 'Chart',
    data: Array.from({ length: 10 }, (_, at) => ({ day: `day ${at}`, a: at })),
    series: [{ type: 'bar', dataKey: 'a' }],
    xAxis: { dataKey: 'day', labels: { 'day 1': 'Tuesday' } },
    showYAxis: true,
  };
  const layout = chartLayout(node, 352, 200);
  assert.deepEqual(layout.plot, { left: 44, right: 344, top: 8, bottom: 176 });
  assert.equal(layout.labels[1], 'Tuesday');
  assert.equal(layout.labelEvery, 2);
  const tallest = layout.shapes[0]?.bars.at(-1);
  assert.equal((tallest?.y ?? 0) + (tallest?.height ?? 0), 176);
  assert.equal(layout.shapes[0]?.bars.length, 10);
});
