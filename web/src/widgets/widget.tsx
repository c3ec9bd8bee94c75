import type { ComponentType } from 'preact';
import { Guard } from './guard.tsx';
import { useWidgetHost } from './host.ts';
import { type WidgetType, type WireNode, childrenOf, keyed } from './node.ts';
import { renderers } from './registry.ts';

type AnyRenderer = ComponentType<{ node: WireNode }>;

/**
 * Draws any node; one of an unknown type gives way to its children, and one that cannot be drawn is
 * left out.
 */
export function WidgetNode({ node }: { node: WireNode }) {
  const { warn } = useWidgetHost();
  if (!Object.hasOwn(renderers, node.type)) return <WidgetChildren of={node.children} />;
  const Found = renderers[node.type as WidgetType] as object as AnyRenderer;
  const report = (cause: unknown): void => warn(`a ${node.type} cannot be drawn: ${cause}`);
  return (
    <Guard of={node} report={report}>
      <Found node={node} />
    </Guard>
  );
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
