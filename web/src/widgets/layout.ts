import type { Widgets } from '@openai/chatkit';
import type { CSSProperties } from 'preact';
import { color, cssText, size, spacing } from './css_values.ts';

type BoxProps = Partial<Omit<Widgets.Box, 'type' | 'children'>>;
type Sides = Widgets.Box['padding'];

const ALIGN: Record<string, string> = { start: 'flex-start', end: 'flex-end' };
const JUSTIFY: Record<string, string> = {
  ...ALIGN,
  between: 'space-between',
  around: 'space-around',
  evenly: 'space-evenly',
};
const RADII: Record<string, string> = {
  none: '0',
  '2xs': '2px',
  xs: '4px',
  sm: '6px',
  md: '8px',
  lg: '10px',
  xl: '12px',
  '2xl': '16px',
  '3xl': '20px',
  '4xl': '24px',
  full: '999px',
  '100%': '100%',
};

/** The style of a box: how it lays out its children, and the block that it is itself. */
export function boxStyle(node: BoxProps, direction: 'row' | 'col'): CSSProperties {
  return {
    ...blockStyle(node),
    display: 'flex',
    flexDirection: direction === 'row' ? 'row' : 'column',
    alignItems: mapped(ALIGN, node.align),
    justifyContent: mapped(JUSTIFY, node.justify),
    flexWrap: cssText(node.wrap),
    flex: typeof node.flex === 'number' ? node.flex : cssText(node.flex),
    gap: spacing(node.gap),
    ...sidesStyle('padding', node.padding),
    ...borderStyle(node.border),
    backgroundColor: color(node.background),
  };
}

/** The style that any block has: its sizes, corners and margin. */
export function blockStyle(node: BoxProps): CSSProperties {
  return {
    width: size(node.width ?? node.size),
    height: size(node.height ?? node.size),
    minWidth: size(node.minWidth ?? node.minSize),
    minHeight: size(node.minHeight ?? node.minSize),
    maxWidth: size(node.maxWidth ?? node.maxSize),
    maxHeight: size(node.maxHeight ?? node.maxSize),
    aspectRatio:
      typeof node.aspectRatio === 'number' ? node.aspectRatio : cssText(node.aspectRatio),
    borderRadius: mapped(RADII, node.radius),
    ...sidesStyle('margin', node.margin),
  };
}

/** Padding or margin; the inline sides follow the direction of the text. */
export function sidesStyle(property: 'padding' | 'margin', value: Sides | null): CSSProperties {
  if (value === null || value === undefined) return {};
  if (typeof value !== 'object') return { [property]: spacing(value) };
  return {
    [`${property}BlockStart`]: spacing(value.top ?? value.y),
    [`${property}BlockEnd`]: spacing(value.bottom ?? value.y),
    [`${property}InlineStart`]: spacing(value.left ?? value.x),
    [`${property}InlineEnd`]: spacing(value.right ?? value.x),
  };
}

/** A border all around or side by side; a number is its width in pixels. */
export function borderStyle(value: Widgets.Box['border'] | null): CSSProperties {
  if (value === null || value === undefined) return {};
  if (typeof value === 'number' || 'size' in value) return edge('border', value);
  return {
    ...edge('borderBlockStart', value.top ?? value.y),
    ...edge('borderBlockEnd', value.bottom ?? value.y),
    ...edge('borderInlineStart', value.left ?? value.x),
    ...edge('borderInlineEnd', value.right ?? value.x),
  };
}

type Edge =
  Extract<Widgets.Box['border'], number> | { size: number; color?: unknown; style?: string };

function edge(name: string, value: Edge | undefined): CSSProperties {
  if (value === undefined) return {};
  const border = typeof value === 'number' ? { size: value } : value;
  return {
    [`${name}Width`]: size(border.size),
    [`${name}Style`]: cssText(border.style) ?? 'solid',
    [`${name}Color`]: color((border.color ?? 'default') as string),
  };
}

function mapped(
  names: Record<string, string>,
  name: string | undefined | null,
): string | undefined {
  return name ? (names[name] ?? cssText(name)) : undefined;
}
