import type { ComponentType } from 'preact';
import { type WireNode, childrenOf, keyOf } from './node.ts';
import { renderers } from './registry.ts';

/** Draws any node; one of an unknown type gives way to its children. */
export function WidgetNode({ node }: { node: WireNode }) {
  const Found = (renderers as Record<string, ComponentType<{ node: WireNode }> | undefined>)[
    node.type
  ];
  return Found ? <Found node={node} /> : <WidgetChildren of={node.children} />;
}

/** Draws children by key, so that a field keeps its state when the widget is sent anew. */
export function WidgetChildren({ of }: { of: unknown }) {
  return (
    <>
      {childrenOf(of).map((child, at) => (
        <WidgetNode key={keyOf(child, at)} node={child} />
      ))}
    </>
  );
}
