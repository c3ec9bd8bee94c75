/**
 * The UTF-16 offset of the code point `index` in `text`; the end for one past it.
 *
 * Annotations count code points, JavaScript counts UTF-16 units. Source: element contract, traps.
 */
export function utf16Offset(text: string, index: number): number {
  let offset = 0;
  for (let seen = 0; seen < index && offset < text.length; ++seen) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}
