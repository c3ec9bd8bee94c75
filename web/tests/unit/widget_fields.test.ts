/** What fields of widgets give to actions, and how lists and calendars are walked. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addDays,
  addMonths,
  clampDay,
  dayOf,
  monthWeeks,
  today,
} from '../../src/widgets/calendar/days.ts';
import { dayByKey } from '../../src/widgets/calendar/keys.ts';
import { datePattern, firstWeekdayOf } from '../../src/widgets/calendar/locale.ts';
import { mergedPayload } from '../../src/widgets/form_values.ts';
import { childrenOf, keyed } from '../../src/widgets/node.ts';
import { patternOf } from '../../src/widgets/pattern_of.ts';
import { placePopover } from '../../src/widgets/popover_place.ts';
import {
  isSearchable,
  matching,
  optionByKey,
  optionByTyping,
} from '../../src/widgets/select/options.ts';

test('a pattern that the browser could not read asks nothing', () => {
  assert.equal(patternOf({ pattern: '[a-z]+' }), '[a-z]+');
  for (const pattern of ['(', '[a&&&b]', null]) assert.equal(patternOf({ pattern }), undefined);
  assert.equal(patternOf({}), undefined);
});

test('nested values join the payload; only what both have collides', () => {
  assert.deepEqual(mergedPayload({ user: { name: 'Ada', age: '7' }, a: 1 }, { user: { age: 9 } }), {
    payload: { user: { name: 'Ada', age: 9 }, a: 1 },
    collisions: ['user.age'],
  });
  assert.deepEqual(mergedPayload({ list: 'x' }, { list: [1] }), {
    payload: { list: [1] },
    collisions: ['list'],
  });
});

test('children are known by key, id, name or place in their type; nulls are no children', () => {
  const children = childrenOf([
    null,
    { type: 'Row' },
    { type: 'Input', name: 'a' },
    { type: 5 },
    { type: 'Row' },
    { type: 'Input', name: 'a', id: 'i', key: null },
    { type: 'Input', name: 'a', id: 'i', key: 'k' },
  ]);
  assert.deepEqual(
    keyed(children).map(({ key }) => key),
    ['Row 0', 'Input a', 'Row 1', 'i', 'k'],
  );
  assert.deepEqual(childrenOf(null), []);
});

test('a day is read as it is written, whatever its zone', () => {
  assert.equal(dayOf('2026-03-01'), '2026-03-01');
  assert.equal(dayOf('2026-03-01T23:30:00-08:00'), '2026-03-01');
  for (const wrong of ['2026-02-30', '1 March', '', null, 7]) assert.equal(dayOf(wrong), null);
  assert.equal(today(new Date(2026, 10, 2, 0, 30)), '2026-11-02');
});

test('days and months are added as calendars do', () => {
  assert.equal(addDays('2026-02-28', 1), '2026-03-01');
  assert.equal(addDays('2028-02-28', 1), '2028-02-29');
  assert.equal(addMonths('2026-01-31', 1), '2026-02-28');
  assert.equal(addMonths('2026-03-31', -1), '2026-02-28');
  assert.equal(addMonths('2028-02-29', 12), '2029-02-28');
  assert.equal(clampDay('2026-01-01', '2026-01-05', null), '2026-01-05');
  assert.equal(clampDay('2026-01-09', null, '2026-01-05'), '2026-01-05');
});

test('a month is shown in whole weeks', () => {
  const weeks = monthWeeks('2026-11-22', 1);
  assert.deepEqual(
    [weeks.length, weeks[0]?.[0], weeks.at(-1)?.[6]],
    [6, '2026-10-26', '2026-12-06'],
  );
  const sundays = monthWeeks('2026-02-10', 7);
  assert.deepEqual(
    [sundays.length, sundays[0]?.[0], sundays.at(-1)?.[6]],
    [4, '2026-02-01', '2026-02-28'],
  );
});

test('keys walk the calendar, mirrored where text runs from the right', () => {
  const go = (key: string, rtl = false, shift = false) =>
    dayByKey(key, '2026-11-25', { firstWeekday: 1, rtl, shift });
  assert.equal(go('ArrowRight'), '2026-11-26');
  assert.equal(go('ArrowRight', true), '2026-11-24');
  assert.equal(go('ArrowUp'), '2026-11-18');
  assert.equal(go('Home'), '2026-11-23');
  assert.equal(go('End'), '2026-11-29');
  assert.equal(go('PageDown'), '2026-12-25');
  assert.equal(go('PageUp', false, true), '2025-11-25');
  assert.equal(go('a'), null);
});

test('languages begin the week and order the date in their own way', () => {
  assert.deepEqual(['en-US', 'de-DE'].map(firstWeekdayOf), [7, 1]);
  assert.deepEqual(['en-US', 'de-DE'].map(datePattern), ['month/day/year', 'Tag.Monat.Jahr']);
});

const options = [
  { value: '0', label: 'Off', disabled: true },
  { value: '1', label: 'Apple', description: 'A fruit' },
  { value: '2', label: 'Apricot' },
  { value: '3', label: 'Gone', disabled: true },
];

test('arrows leave out what cannot be chosen and stop at the ends', () => {
  assert.equal(optionByKey('ArrowDown', options, -1), 1);
  assert.equal(optionByKey('ArrowDown', options, 2), null);
  assert.equal(optionByKey('ArrowUp', options, 1), null);
  assert.equal(optionByKey('Home', options, 2), 1);
  assert.equal(optionByKey('End', options, 1), 2);
});

test('letters find the next option, several letters a longer beginning', () => {
  assert.equal(optionByTyping('a', options, 1), 2);
  assert.equal(optionByTyping('a', options, 2), 1);
  assert.equal(optionByTyping('apr', options, 1), 2);
  assert.equal(optionByTyping('o', options, 1), null);
});

test('a search looks at labels and descriptions; above 15 options it is there by itself', () => {
  assert.deepEqual(
    matching(options, ' FRUIT ').map(({ value }) => value),
    ['1'],
  );
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ value: String(at), label: String(at) }));
  assert.deepEqual(
    [isSearchable(undefined, many(15)), isSearchable(null, many(16)), isSearchable(true, many(1))],
    [false, true, true],
  );
  assert.equal(isSearchable(false, many(16)), false);
});

test('a popover turns to the other side where it has no room, and stays in sight', () => {
  const view = { width: 400, height: 300 };
  const popover = { width: 200, height: 120 };
  const anchor = (left: number, top: number) =>
    ({ left, top, right: left + 100, bottom: top + 30, width: 100, height: 30 }) as DOMRect;
  const at = { side: 'bottom', align: 'start', rtl: false } as const;
  assert.deepEqual(placePopover(anchor(20, 40), popover, view, at), { left: 20, top: 76 });
  assert.deepEqual(placePopover(anchor(20, 240), popover, view, at), { left: 20, top: 114 });
  assert.deepEqual(placePopover(anchor(290, 40), popover, view, at), { left: 192, top: 76 });
  assert.deepEqual(placePopover(anchor(250, 40), popover, view, { ...at, align: 'end' }), {
    left: 150,
    top: 76,
  });
  assert.equal(placePopover(anchor(250, 40), popover, view, { ...at, rtl: true }).left, 150);
});
