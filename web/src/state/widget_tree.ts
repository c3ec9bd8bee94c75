/** A node of a widget as the wire carries it: any type, children one, many or none. */
interface Node {
  type?: string;
  id?: string | null;
  children?: unknown;
}

/** `tree` with the component `id` replaced; the same tree when there is none. */
export function replaceComponent<Tree extends object>(
  tree: Tree,
  id: string,
  component: object,
): Tree {
  return changed(tree, id, () => component) as Tree;
}

/** `tree` with `delta` appended to the value of the component `id`. */
export function appendValue<Tree extends object>(
  tree: Tree,
  id: string,
  delta: string,
  done: boolean,
): Tree {
  return changed(tree, id, (node) => {
    const value = (node as { value?: string | null }).value ?? '';
    return { ...node, value: value + delta, streaming: !done };
  }) as Tree;
}

/** Copies the path to the node and nothing else, so that what is equal stays identical. */
function changed(node: object, id: string, change: (node: object) => object): object {
  const { id: own, children } = node as Node;
  if (own === id) return change(node);
  if (Array.isArray(children)) {
    const next = children.map((child: unknown) =>
      isNode(child) ? changed(child, id, change) : child,
    );
    return next.every((child, at) => child === children[at]) ? node : { ...node, children: next };
  }
  if (!isNode(children)) return node;
  const next = changed(children, id, change);
  return next === children ? node : { ...node, children: next };
}

function isNode(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
