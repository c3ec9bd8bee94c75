/** Languages that another's catalogue serves. */
const SERVED_BY: Record<string, string> = { fil: 'tl', nn: 'nb', no: 'nb' };

/** Of a language with several catalogues, the one that fits a region or a script. */
const VARIANTS: Record<string, (locale: Intl.Locale) => string> = {
  es: ({ region }) => (region === undefined || region === 'ES' ? 'es-ES' : 'es-419'),
  fr: ({ region }) => (region === 'CA' ? 'fr-CA' : 'fr-FR'),
  pt: ({ region }) => (region === undefined || region === 'BR' ? 'pt-BR' : 'pt-PT'),
  zh: (locale) => {
    if (locale.maximize().script !== 'Hant') return 'zh-CN';
    return locale.region === 'HK' || locale.region === 'MO' ? 'zh-HK' : 'zh-TW';
  },
};

/**
 * The catalogue for `wanted` (a BCP 47 tag, in any case) among `available`; English if none fits.
 */
export function resolveLocale(wanted: string, available: readonly string[]): string {
  const named = (name: string): string | undefined =>
    available.find((other) => other.toLowerCase() === name.toLowerCase());
  const locale = parsed(wanted);
  if (locale === undefined) return 'en';
  const language = SERVED_BY[locale.language] ?? locale.language;
  const variant = VARIANTS[language]?.(locale);
  return (
    named(wanted) ??
    (variant && named(variant)) ??
    available.find((name) => name.split('-')[0] === language) ??
    'en'
  );
}

function parsed(tag: string): Intl.Locale | undefined {
  try {
    return new Intl.Locale(tag);
  } catch {
    return undefined;
  }
}

/** The writing direction of a language. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/i.test(locale) ? 'rtl' : 'ltr';
}
