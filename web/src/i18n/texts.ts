import { type ReadonlySignal, computed, effect, signal } from '@preact/signals';
import { assetUrl } from '../assets.ts';
import { type Catalogue, type TextName, en } from './en.ts';
import { directionOf, resolveLocale } from './resolve.ts';

/** The catalogues that the build found, by name. */
declare const CHATKIT_LOCALES: readonly string[];

/** The texts of one element in its language. English until a catalogue has come. */
export class Texts {
  readonly direction: ReadonlySignal<'ltr' | 'rtl'>;
  readonly locale: ReadonlySignal<string>;
  private readonly loaded = signal<{ locale: string; catalogue: Partial<Catalogue> }>({
    locale: 'en',
    catalogue: en,
  });

  constructor(wanted: ReadonlySignal<string>) {
    this.locale = computed(() => resolveLocale(wanted.value, CHATKIT_LOCALES));
    this.direction = computed(() => directionOf(this.locale.value));
    effect(() => void this.load(this.locale.value));
  }

  /** The text `name` with `{placeholders}` filled; English where the catalogue lacks it. */
  text(name: TextName, values: Record<string, string | number> = {}): string {
    const template = this.loaded.value.catalogue[name] ?? en[name];
    return template.replace(/\{(\w+)\}/g, (whole, key: string) => String(values[key] ?? whole));
  }

  private async load(locale: string): Promise<void> {
    const catalogue = locale === 'en' ? en : await fetched(locale);
    if (locale === this.locale.peek()) this.loaded.value = { locale, catalogue };
  }
}

async function fetched(locale: string): Promise<Partial<Catalogue>> {
  try {
    const response = await fetch(assetUrl(`chatkit-locale-${locale}.json`));
    return response.ok ? ((await response.json()) as Partial<Catalogue>) : en;
  } catch {
    return en;
  }
}
