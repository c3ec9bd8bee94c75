import type { ColorOption, ColorScheme, ThemeOption } from '@openai/chatkit';
import { oklchHue, readableOn } from './color.ts';

/**
 * Lightness of each grey in percent, light and dark. Text greys keep WCAG AA on the background:
 * `soft` is for secondary text, `faint` for placeholders and icons.
 */
const GREYS = {
  bg: [100, 20.5],
  raised: [98.2, 25],
  sunken: [96.5, 27.5],
  bubble: [95.8, 31],
  hover: [94.2, 33],
  border: [91, 36],
  'border-strong': [84, 46],
  faint: [55, 66],
  soft: [46, 74],
  text: [22, 94.5],
} as const;

/** Colours that mean something, light and dark: text on the background at AA. */
const SIGNALS = {
  info: ['#1d5fd1', '#8ab4ff'],
  success: ['#177245', '#6fd6a0'],
  warning: ['#8f5400', '#f3bf6b'],
  danger: ['#b3261e', '#ff9c94'],
  discovery: ['#6d3fd0', '#c1a5ff'],
} as const;

const RADII = {
  pill: { box: 20, control: 999, small: 10 },
  round: { box: 16, control: 14, small: 8 },
  soft: { box: 10, control: 8, small: 6 },
  sharp: { box: 0, control: 0, small: 0 },
} as const;

const DENSITIES = { compact: 0.82, normal: 1, spacious: 1.2 } as const;

const FONT = 'ui-sans-serif, system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif';
const FONT_MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace';

/** A theme as values of `--ck-…`; a page overrides each with `--chatkit-…` of the same name. */
export function themeTokens(theme: ThemeOption): Record<string, string> {
  const scheme = theme.colorScheme ?? 'light';
  const radius = RADII[theme.radius ?? 'pill'];
  return {
    ...colorTokens(theme.color ?? {}, scheme),
    'radius-box': `${radius.box}px`,
    'radius-control': `${radius.control}px`,
    'radius-small': `${radius.small}px`,
    space: `${4 * DENSITIES[theme.density ?? 'normal']}px`,
    'font-size': `${theme.typography?.baseSize ?? 16}px`,
    font: theme.typography?.fontFamily ?? FONT,
    'font-mono': theme.typography?.fontFamilyMono ?? FONT_MONO,
  };
}

/** The colours of a theme in one scheme; widgets may ask for the other one. */
export function colorTokens(color: ColorOption, scheme: ColorScheme): Record<string, string> {
  const dark = scheme === 'dark' ? 1 : 0;
  const tokens: Record<string, string> = {};
  for (const [name, lightness] of Object.entries(GREYS)) {
    tokens[name] = grey(lightness[dark], color.grayscale);
  }
  for (const [name, values] of Object.entries(SIGNALS)) tokens[name] = values[dark];
  if (color.surface) {
    tokens['bg'] = color.surface.background;
    tokens['raised'] = color.surface.foreground;
  }
  tokens['card'] = (dark ? tokens['raised'] : tokens['bg']) ?? '';
  return { ...tokens, ...accentTokens(color.accent, tokens, scheme) };
}

/** `tint` 0 to 9 is the chroma, `shade` −4 to 4 moves every grey towards black or white. */
function grey(lightness: number, option: ColorOption['grayscale']): string {
  // White has no room for a tint: towards it the chroma fades.
  const chroma = (option?.tint ?? 0) * 0.0035 * Math.min(1, (100 - lightness) / 12);
  const hue = chroma === 0 ? 0 : oklchHue(option?.hue ?? 0);
  const shaded =
    lightness === 100 ? 100 : Math.min(100, Math.max(0, lightness + (option?.shade ?? 0)));
  return `oklch(${shaded}% ${round(chroma)} ${round(hue)})`;
}

/**
 * The higher the level, the more parts wear the accent: the send button, links, the person's
 * bubble.
 */
function accentTokens(
  accent: ColorOption['accent'],
  greys: Record<string, string>,
  scheme: ColorScheme,
): Record<string, string> {
  const text = greys['text'] ?? '';
  const primary = accent?.primary ?? text;
  const onPrimary = accent ? readableOn(accent.primary) : (greys['bg'] ?? '');
  const level = accent?.level ?? 0;
  const tinted = `color-mix(in oklab, ${primary} ${scheme === 'dark' ? 28 : 14}%, ${greys['bg']})`;
  const readable = `color-mix(in oklab, ${primary} 65%, ${text})`;
  return {
    accent: primary,
    'on-accent': onPrimary,
    link: level >= 1 ? readable : (greys['info'] ?? text),
    focus: level >= 1 ? readable : (greys['info'] ?? text),
    ...(level >= 2 && { bubble: level === 2 ? tinted : primary }),
    'on-bubble': level === 3 ? onPrimary : text,
    'color-scheme': scheme,
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
