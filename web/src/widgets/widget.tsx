import type { ComponentType } from 'preact';
import { type WidgetType, type WireNode, childrenOf, keyed } from './node.ts';
import { renderers } from './registry.ts';

type AnyRenderer = ComponentType<{ node: WireNode }>;

/** Draws any node; one of an unknown type gives way to its children. */
export function WidgetNode({ node }: { node: WireNode }) {
  if (!Object.hasOwn(renderers, node.type)) return <WidgetChildren of={node.children} />;
  const Found = renderers[node.type as WidgetType] as object as AnyRenderer;
  return <Found node={node} />;
}

/** Draws children by key, so that a field keeps its state when the widget is sent anew. */
export function WidgetChildren({ of }: { of: unknown }) {
  return (
    <>
      {keyed(childrenOf(of)).map(({ key, child }) => (
        <WidgetNode key={key} node={child} />
      ))}
    </>
  );
}
