/** Elements with work of their own, done or under way: they are kept or replaced as a whole. */
const WHOLE = '.code-frame, .math-block, .math-inline';

/**
 * Makes the children of `target`, from `first` on, what those of `source` are, and touches only
 * what differs: what stays keeps its selection, its focus and its place, and need not be laid out
 * again. `source` is used up.
 */
export function morphChildren(target: Node, source: Node, first = target.firstChild): void {
  let old: ChildNode | null = first;
  for (const fresh of [...source.childNodes]) {
    const next: ChildNode | null = old?.nextSibling ?? null;
    if (old) morph(old, fresh);
    else target.appendChild(fresh);
    old = next;
  }
  while (old) {
    const next: ChildNode | null = old.nextSibling;
    old.remove();
    old = next;
  }
}

function morph(old: ChildNode, fresh: ChildNode): void {
  if (old.isEqualNode(fresh)) return;
  if (old instanceof Text && fresh instanceof Text) setData(old, fresh.data);
  else if (isSameElement(old, fresh)) morphChildren(old, fresh);
  else old.replaceWith(fresh);
}

/** A text that only grows is appended to: a selection within it stays. */
function setData(text: Text, data: string): void {
  if (data.startsWith(text.data)) text.appendData(data.slice(text.length));
  else text.data = data;
}

function isSameElement(old: Node, fresh: Node): boolean {
  if (!(old instanceof Element && fresh instanceof Element) || old.matches(WHOLE)) return false;
  return old.cloneNode(false).isEqualNode(fresh.cloneNode(false));
}
