import { LazyPart } from '../lazy_part.ts';
import { sanitized } from './sanitize.ts';

type HighlightModule = typeof import('./highlight_entry.ts');

const part = new LazyPart<HighlightModule>('chatkit-highlight.js');

/** Colours the code in `target`: at once when the part that can is here, else when it comes. */
export function colour(target: HTMLElement, code: string, language: string): void {
  const paint = ({ highlighted }: HighlightModule): void => {
    const html = highlighted(code, language);
    if (html !== null) target.replaceChildren(sanitized(html));
  };
  if (part.current) return paint(part.current);
  // Code without colours is still code.
  part.load().then(paint, () => undefined);
}
