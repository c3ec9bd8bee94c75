import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

type Labelled = HTMLInputElement | HTMLTextAreaElement | HTMLButtonElement;

/** Names a field by `fallback` as long as no label of the widget does. */
export function useAccessibleName(ref: RefObject<Labelled | null>, fallback: string): void {
  useLayoutEffect(() => {
    const field = ref.current;
    if (!field) return;
    if (field.labels?.length) field.removeAttribute('aria-label');
    else field.setAttribute('aria-label', fallback);
  });
}
