interface WeekLocale extends Intl.Locale {
  getWeekInfo?(): { firstDay: number };
  weekInfo?: { firstDay: number };
}

const MONDAY = 1;

/** The day that weeks begin with where the language is at home; Monday where nobody says. */
export function firstWeekdayOf(locale: string): number {
  const known = new Intl.Locale(locale) as WeekLocale;
  return (known.getWeekInfo?.() ?? known.weekInfo)?.firstDay ?? MONDAY;
}

/** The order of a date in words of the language, such as `month/day/year`. */
export function datePattern(locale: string): string {
  const names = new Intl.DisplayNames(locale, { type: 'dateTimeField' });
  return new Intl.DateTimeFormat(locale)
    .formatToParts()
    .map(({ type, value }) => (isField(type) ? (names.of(type) ?? '') : value))
    .join('');
}

function isField(type: string): type is 'day' | 'month' | 'year' {
  return type === 'day' || type === 'month' || type === 'year';
}
