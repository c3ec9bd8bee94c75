import { Icon } from '../../icons/icon.tsx';
import { color } from '../css_values.ts';
import type { NodeOf } from '../node.ts';

/** An icon by name. */
export const IconNode = ({ node }: { node: NodeOf<'Icon'> }) => (
  <span class={`w-icon w-icon-${node.size ?? 'md'}`} style={{ color: color(node.color) }}>
    <Icon name={node.name} />
  </span>
);
