/**
 * Days without a time or a zone, as ISO 8601 writes them: `2026-03-01`. They compare as text.
 */
export type Day = string;

const WEEK = 7;

/** The day that an ISO date or date-time names, as it is written; null for anything else. */
export function dayOf(value: unknown): Day | null {
  const day = typeof value === 'string' ? value.slice(0, 10) : '';
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && isoOf(date) === day ? day : null;
}

/** Today, where the person is. */
export function today(now = new Date()): Day {
  return isoOf(new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate())));
}

/** Noon of the day in UTC, for what formats dates. */
export function dateOf(day: Day): Date {
  return new Date(`${day}T12:00:00Z`);
}

export function addDays(day: Day, count: number): Day {
  const date = dateOf(day);
  date.setUTCDate(date.getUTCDate() + count);
  return isoOf(date);
}

/** The same day of another month, or that month's last: 31 January and a month is 28 February. */
export function addMonths(day: Day, count: number): Day {
  const date = dateOf(day);
  const wanted = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + count);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  date.setUTCDate(Math.min(wanted, last));
  return isoOf(date);
}

/** The day itself, or the nearest one that lies within. */
export function clampDay(day: Day, min: Day | null, max: Day | null): Day {
  if (min !== null && day < min) return min;
  return max !== null && day > max ? max : day;
}

/** How many days `day` is behind the beginning of its week; weekdays count from Monday, 1. */
export function weekOffset(day: Day, firstWeekday: number): number {
  return (dateOf(day).getUTCDay() + WEEK - (firstWeekday % WEEK)) % WEEK;
}

/** The weeks that show the month of `day`, with the days of its neighbours that fill them. */
export function monthWeeks(day: Day, firstWeekday: number): Day[][] {
  const first = `${day.slice(0, 8)}01`;
  const last = addDays(addMonths(first, 1), -1);
  const weeks: Day[][] = [];
  for (
    let at = addDays(first, -weekOffset(first, firstWeekday));
    at <= last;
    at = addDays(at, WEEK)
  )
    weeks.push(Array.from({ length: WEEK }, (_, index) => addDays(at, index)));
  return weeks;
}

function isoOf(date: Date): Day {
  return date.toISOString().slice(0, 10);
}
