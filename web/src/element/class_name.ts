/** React 18 writes `className` as the attribute `classname`: its words become classes. */
export function mirrorClassName(element: Element, before: string | null, now: string | null): void {
  element.classList.remove(...words(before));
  element.classList.add(...words(now));
}

function words(text: string | null): string[] {
  return (text ?? '').split(/\s+/).filter((word) => word !== '');
}
