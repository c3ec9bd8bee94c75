import { size } from '../css_values.ts';
import type { NodeOf } from '../node.ts';

/** Takes the room that is left. */
export const Spacer = ({ node }: { node: NodeOf<'Spacer'> }) => (
  <div style={{ flex: 1, minWidth: size(node.minSize), minHeight: size(node.minSize) }} />
);
