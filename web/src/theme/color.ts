/** Colour arithmetic that the palette needs. Source: CSS Color 4; WCAG 2.2, relative luminance. */

type Rgb = [number, number, number];

/** Channels 0 to 1 of `#rgb` or `#rrggbb`; null for any other notation. */
export function parseHex(color: string): Rgb | null {
  const digits = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color.trim())?.[1];
  if (digits === undefined) return null;
  const full = digits.length === 3 ? digits.replace(/./g, '$&$&') : digits;
  const channel = (at: number): number => Number.parseInt(full.slice(at, at + 2), 16) / 255;
  return [channel(0), channel(2), channel(4)];
}

/** Relative luminance, 0 to 1. */
export function luminance(color: Rgb): number {
  const [r, g, b] = color.map(linear) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two luminances, 1 to 21. */
export function contrast(a: number, b: number): number {
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Black or white, whichever is easier to read on `background`; white where it cannot be told. */
export function readableOn(background: string): string {
  const rgb = parseHex(background);
  if (rgb === null) return '#ffffff';
  const level = luminance(rgb);
  return contrast(level, 1) >= contrast(level, 0) ? '#ffffff' : '#000000';
}

/** The OKLCH hue of an HSL hue: `oklch()` counts from another red. */
export function oklchHue(hue: number): number {
  const [r, g, b] = hslChannels(hue).map(linear) as Rgb;
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const a = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
  const bb = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  return (Math.atan2(bb, a) * 180) / Math.PI + (bb < 0 ? 360 : 0);
}

/** The fully saturated colour of a hue, lightness one half. */
function hslChannels(hue: number): Rgb {
  const channel = (offset: number): number => {
    const k = (offset + hue / 30) % 12;
    return 0.5 - 0.5 * Math.max(-1, Math.min(k - 3, 9 - k, 1));
  };
  return [channel(0), channel(8), channel(4)];
}

function linear(channel: number): number {
  return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
}
