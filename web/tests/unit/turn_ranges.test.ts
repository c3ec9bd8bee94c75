import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TurnGroup } from '../../src/state/turn_groups.ts';
import { TurnRanges } from '../../src/state/turn_ranges.ts';

/** The turns `from` to `to`, both included. */
const turnsOf = (from: number, to: number): TurnGroup[] =>
  Array.from({ length: to - from + 1 }, (_, at) => ({ key: from + at, user: null, answers: [] }));

const keysOf = (ranges: ReturnType<TurnRanges['update']>) =>
  ranges.map(({ turns }) => [turns[0]?.key, turns.at(-1)?.key]);

test('ranges have 16 turns; the first and the last may have fewer', () => {
  assert.deepEqual(keysOf(new TurnRanges().update(turnsOf(1, 38))), [
    [1, 16],
    [17, 32],
    [33, 38],
  ]);
});

test('turns that come before or behind leave every other turn in its range', () => {
  const ranges = new TurnRanges();
  const turns = turnsOf(100, 119);
  const [first] = ranges.update(turns);
  const grown = ranges.update([...turnsOf(80, 99), ...turns, ...turnsOf(120, 135)]);
  assert.deepEqual(keysOf(grown), [
    [80, 83],
    [84, 99],
    [100, 115],
    [116, 131],
    [132, 135],
  ]);
  assert.equal(grown[2], first);
});

test('a range with a turn that changed is another object', () => {
  const ranges = new TurnRanges();
  const turns = turnsOf(1, 20);
  const [first, second] = ranges.update(turns);
  const [stays, changed] = ranges.update([...turns.slice(0, -1), ...turnsOf(20, 20)]);
  assert.equal(stays, first);
  assert.notEqual(changed, second);
});
