import type { Widgets } from '@openai/chatkit';
import type { FunctionComponent } from 'preact';
import type { ChartNode } from './chart/chart_node.ts';

/** Every node that the public types know, roots included, and the chart, which only Python has. */
type AnyNode = Widgets.WidgetComponent | Widgets.WidgetRoot | Widgets.ListViewItem | ChartNode;

export type WidgetType = AnyNode['type'];

/** The node of one type, as the public types have it. */
export type NodeOf<Type extends WidgetType> = Extract<AnyNode, { type: Type }>;

/** Draws one type of node. */
export type Renderer<Type extends WidgetType> = FunctionComponent<{ node: NodeOf<Type> }>;

/** A node as it comes from the wire: of any type, with anything in it. */
export interface WireNode {
  type: string;
  id?: string | null;
  key?: string | null;
  name?: unknown;
  children?: unknown;
}

/** The children of a node: one, many or none are all allowed on the wire. */
export function childrenOf(children: unknown): WireNode[] {
  const list = Array.isArray(children) ? children : [children];
  return list.filter(
    (child): child is WireNode =>
      typeof child === 'object' && child !== null && typeof (child as WireNode).type === 'string',
  );
}

/**
 * Children by what they are known by when the widget is sent anew: key, id, a field's name, or
 * their place among those of their type, so that what is put before them does not move them.
 */
export function keyed(children: readonly WireNode[]): { key: string; child: WireNode }[] {
  const counts = new Map<string, number>();
  return children.map((child) => {
    const count = counts.get(child.type) ?? 0;
    counts.set(child.type, count + 1);
    const place = typeof child.name === 'string' ? child.name : count;
    return { key: child.key ?? child.id ?? `${child.type} ${place}`, child };
  });
}
