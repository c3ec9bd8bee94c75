import type { ColorOption, ColorScheme, ThemeOption } from '@openai/chatkit';
import { colorTokens, themeTokens } from './tokens.ts';

/** The style of the root: each token, unless the page sets `--chatkit-…` of that name. */
export function rootStyle(theme: ThemeOption): Record<string, string> {
  return asProperties(themeTokens(theme), (name, value) => `var(--chatkit-${name}, ${value})`);
}

/** The style of a part that wants another scheme than the page's. */
export function schemeStyle(color: ColorOption, scheme: ColorScheme): Record<string, string> {
  return asProperties(colorTokens(color, scheme), (_, value) => value);
}

function asProperties(
  tokens: Record<string, string>,
  valueOf: (name: string, value: string) => string,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tokens).map(([name, value]) => [`--ck-${name}`, valueOf(name, value)]),
  );
}
