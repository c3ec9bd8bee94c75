import { color } from '../css_values.ts';
import type { Series } from './chart_node.ts';

const DEFAULTS = ['blue', 'purple', 'green', 'orange', 'pink', 'yellow', 'red', 'gray'];

/** The colour that a series asks for, or the next one of a row that tells apart. */
export function seriesColor({ color: wanted }: Series, at: number): string {
  const name = DEFAULTS[at % DEFAULTS.length];
  const own = { light: `${name}-500`, dark: `${name}-400` };
  return color(wanted) ?? color(own) ?? 'currentColor';
}
