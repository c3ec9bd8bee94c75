/** Where a language has several catalogues, the one that its bare name means. */
const PREFERRED: Record<string, string> = {
  es: 'es-ES',
  fr: 'fr-FR',
  pt: 'pt-BR',
  zh: 'zh-CN',
  'zh-hant': 'zh-TW',
};

/**
 * The catalogue for `wanted` (a BCP 47 tag, in any case) among `available`; English if none fits.
 */
export function resolveLocale(wanted: string, available: readonly string[]): string {
  const tag = wanted.toLowerCase();
  const language = tag.split('-')[0] ?? '';
  const by = (test: (name: string) => boolean): string | undefined =>
    available.find((name) => test(name.toLowerCase()));
  const preferred = PREFERRED[tag] ?? PREFERRED[language];
  return (
    by((name) => name === tag) ??
    by((name) => name === preferred?.toLowerCase()) ??
    by((name) => name.split('-')[0] === language) ??
    'en'
  );
}

/** The writing direction of a language. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return /^(ar|fa|he|ur)\b/i.test(locale) ? 'rtl' : 'ltr';
}
