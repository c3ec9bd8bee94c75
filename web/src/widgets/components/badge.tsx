import type { NodeOf } from '../node.ts';

/** A short label in a coloured frame. */
export const Badge = ({ node }: { node: NodeOf<'Badge'> }) => (
  <span
    class={[
      `w-badge w-badge-${node.size ?? 'sm'}`,
      `w-${node.variant ?? 'soft'} w-color-${node.color ?? 'secondary'}`,
    ].join(' ')}
    data-pill={node.pill ?? false}
  >
    {node.label}
  </span>
);
