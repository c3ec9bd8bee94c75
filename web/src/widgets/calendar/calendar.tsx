import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { type Day, addDays, addMonths, clampDay, dateOf, monthWeeks, today } from './days.ts';
import { dayByKey } from './keys.ts';
import { firstWeekdayOf } from './locale.ts';

interface CalendarProps {
  value: Day | null;
  min: Day | null;
  max: Day | null;
  locale: string;
  label: string;
  pick(day: Day): void;
}

/** A month to pick a day from; arrows move by days and weeks, Page Up and Down by months. */
export function Calendar({ value, min, max, locale, label, pick }: CalendarProps) {
  const grid = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const [day, setDay] = useState(() => clampDay(value ?? today(), min, max));
  const firstWeekday = firstWeekdayOf(locale);
  const weeks = monthWeeks(day, firstWeekday);
  const turn = (months: number): void => setDay(clampDay(addMonths(day, months), min, max));
  useLayoutEffect(() => {
    if (moved.current) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
    moved.current = false;
  }, [day]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const rtl = getComputedStyle(event.currentTarget as Element).direction === 'rtl';
    const next = dayByKey(event.key, day, { firstWeekday, rtl, shift: event.shiftKey });
    if (next === null) return;
    event.preventDefault();
    moved.current = true;
    setDay(clampDay(next, min, max));
  };
  return (
    <div class="w-calendar" role="dialog" aria-label={label}>
      <Head day={day} min={min} max={max} locale={locale} turn={turn} />
      <table ref={grid} role="grid" aria-label={monthName(day, locale)} onKeyDown={onKeyDown}>
        <thead>
          <tr>
            {weeks[0]?.map((each) => (
              <th key={each} scope="col" abbr={named(each, locale, { weekday: 'long' })}>
                {named(each, locale, { weekday: 'narrow' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((each) => (
                <td key={each} role="gridcell" aria-selected={each === value}>
                  <button
                    type="button"
                    tabIndex={each === day ? 0 : -1}
                    autofocus={each === day}
                    aria-label={named(each, locale, { dateStyle: 'full' })}
                    aria-current={each === today() ? 'date' : undefined}
                    data-other={each.slice(0, 7) !== day.slice(0, 7)}
                    disabled={clampDay(each, min, max) !== each}
                    onClick={() => pick(each)}
                  >
                    {named(each, locale, { day: 'numeric' }).replace(/\P{N}/gu, '')}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type HeadProps = Pick<CalendarProps, 'min' | 'max' | 'locale'> & {
  day: Day;
  turn(months: number): void;
};

/** The month that is shown, between the ways to its neighbours. */
function Head({ day, min, max, locale, turn }: HeadProps) {
  const first = `${day.slice(0, 8)}01`;
  const [before, after] = [addDays(first, -1), addMonths(first, 1)];
  return (
    <div class="w-calendar-head">
      <button
        type="button"
        class="icon-button"
        aria-label={monthName(before, locale)}
        disabled={min !== null && before < min}
        onClick={() => turn(-1)}
      >
        <Icon name="chevron-left" />
      </button>
      <strong aria-live="polite">{monthName(day, locale)}</strong>
      <button
        type="button"
        class="icon-button"
        aria-label={monthName(after, locale)}
        disabled={max !== null && after > max}
        onClick={() => turn(1)}
      >
        <Icon name="chevron-right" />
      </button>
    </div>
  );
}

function monthName(day: Day, locale: string): string {
  return named(day, locale, { month: 'long', year: 'numeric' });
}

function named(day: Day, locale: string, options: Intl.DateTimeFormatOptions): string {
  return dateOf(day).toLocaleDateString(locale, { ...options, timeZone: 'UTC' });
}
