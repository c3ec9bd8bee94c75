/**
 * Values of widgets as CSS. Whatever could reach out (`url()`) or leave its property is refused.
 */

import type { Widgets } from '@openai/chatkit';
import { oklchHue } from '../theme/color.ts';

type ThemeColor = Extract<Widgets.TextComponent['color'], object>;

const UNIT_PX = 4;
const TOKENS: Record<string, string> = {
  primary: 'text',
  prose: 'text',
  emphasis: 'text',
  secondary: 'soft',
  tertiary: 'faint',
  success: 'success',
  warning: 'warning',
  caution: 'warning',
  danger: 'danger',
  info: 'info',
  discovery: 'discovery',
  surface: 'bg',
  'surface-secondary': 'raised',
  'surface-tertiary': 'sunken',
  'surface-elevated': 'raised',
  default: 'border',
  subtle: 'border',
  strong: 'border-strong',
};
const HUES: Record<string, number | null> = {
  gray: null,
  red: 0,
  orange: 28,
  yellow: 48,
  green: 145,
  blue: 215,
  purple: 270,
  pink: 325,
};

/** Spacing: numbers are units of 4 px, strings are CSS lengths. */
export function spacing(value: unknown): string | undefined {
  return typeof value === 'number' ? `${value * UNIT_PX}px` : cssText(value);
}

/** Sizes: numbers are pixels, strings are CSS lengths. */
export function size(value: unknown): string | undefined {
  return typeof value === 'number' ? `${value}px` : cssText(value);
}

/** A colour: a token, a step of the palette (`red-100`), CSS, or one for each scheme. */
export function color(value: string | ThemeColor | null | undefined): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'object') {
    const [light, dark] = [color(value.light), color(value.dark)];
    return light && dark ? `light-dark(${light}, ${dark})` : (light ?? dark);
  }
  const token = TOKENS[value];
  return token ? `var(--ck-${token})` : (paletteColor(value) ?? cssText(value));
}

/** A CSS value without anything that fetches, ends or nests a declaration. */
export function cssText(value: unknown): string | undefined {
  if (typeof value !== 'string' || /[;{}\\<>@]|\/\*|url|image|attr|var/i.test(value))
    return undefined;
  return value;
}

function paletteColor(name: string): string | undefined {
  const match = /^(gray|red|orange|yellow|green|blue|purple|pink)-(\d{2,4})$/.exec(name);
  if (!match) return undefined;
  const hue = HUES[match[1] ?? ''];
  const step = Math.min(1000, Number(match[2]));
  const lightness = 98 - step * 0.078;
  const chroma = hue === null ? 0 : 0.2 * Math.sin((Math.PI * Math.min(step + 60, 1000)) / 1060);
  const angle = hue === null || hue === undefined ? 0 : oklchHue(hue);
  return `oklch(${lightness.toFixed(1)}% ${chroma.toFixed(3)} ${angle.toFixed(0)})`;
}
