/** The selection of the page as it is inside `root`; null where it is elsewhere. */
export function composedRange(root: ShadowRoot): StaticRange | null {
  const range = getSelection()?.getComposedRanges({ shadowRoots: [root] })[0];
  return range && root.contains(range.startContainer) && root.contains(range.endContainer)
    ? range
    : null;
}
