import type { FontObject } from '@openai/chatkit';

const known = new Set<string>();

/**
 * Registers the fonts of a theme with the page, once each: a shadow tree cannot hold any itself.
 */
export function loadFonts(fonts: readonly FontObject[]): void {
  for (const font of fonts) {
    const name = JSON.stringify(font);
    if (known.has(name)) continue;
    known.add(name);
    const descriptors: FontFaceDescriptors = { display: font.display ?? 'swap' };
    if (font.weight !== undefined) descriptors.weight = String(font.weight);
    if (font.style) descriptors.style = font.style;
    if (font.unicodeRange) descriptors.unicodeRange = font.unicodeRange;
    document.fonts.add(new FontFace(font.family, `url(${JSON.stringify(font.src)})`, descriptors));
  }
}
