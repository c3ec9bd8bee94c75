import { color, size, spacing } from '../css_values.ts';
import type { NodeOf } from '../node.ts';

/** A line between parts; `flush` draws it from edge to edge of the card. */
export const Divider = ({ node }: { node: NodeOf<'Divider'> }) => (
  <hr
    class="w-divider"
    data-flush={node.flush ?? false}
    style={{
      borderBlockStartColor: color(node.color),
      borderBlockStartWidth: size(node.size),
      marginBlock: spacing(node.spacing),
    }}
  />
);
