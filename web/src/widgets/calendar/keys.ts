import { type Day, addDays, addMonths, weekOffset } from './days.ts';

/**
 * Where a key leads from `day`; null for any other key. Source: ARIA Authoring Practices, Date
 * Picker Dialog.
 */
export function dayByKey(
  key: string,
  day: Day,
  { firstWeekday, rtl, shift }: { firstWeekday: number; rtl: boolean; shift: boolean },
): Day | null {
  const forward = rtl ? -1 : 1;
  const offset = weekOffset(day, firstWeekday);
  switch (key) {
    case 'ArrowLeft':
      return addDays(day, -forward);
    case 'ArrowRight':
      return addDays(day, forward);
    case 'ArrowUp':
      return addDays(day, -7);
    case 'ArrowDown':
      return addDays(day, 7);
    case 'Home':
      return addDays(day, -offset);
    case 'End':
      return addDays(day, 6 - offset);
    case 'PageUp':
      return addMonths(day, shift ? -12 : -1);
    case 'PageDown':
      return addMonths(day, shift ? 12 : 1);
    default:
      return null;
  }
}
