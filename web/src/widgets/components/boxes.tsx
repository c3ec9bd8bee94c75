import { InScope, useNewScope } from '../action_scope.tsx';
import { boxStyle } from '../layout.ts';
import type { NodeOf } from '../node.ts';
import { WidgetChildren } from '../widget.tsx';

type BoxNode = NodeOf<'Box'> | NodeOf<'Row'> | NodeOf<'Col'>;

function boxed(node: BoxNode, direction: 'row' | 'col') {
  return (
    <div class={`w-box w-${direction}`} style={boxStyle({ wrap: 'nowrap', ...node }, direction)}>
      <WidgetChildren of={node.children} />
    </div>
  );
}

/** Lays its children out in its own direction. */
export const Box = ({ node }: { node: NodeOf<'Box'> }) => boxed(node, node.direction ?? 'col');

/** Children side by side, centred across and a little apart unless it says otherwise. */
export const Row = ({ node }: { node: NodeOf<'Row'> }) =>
  boxed({ align: 'center', gap: 2, ...node }, 'row');

/** Children one below the other. */
export const Col = ({ node }: { node: NodeOf<'Col'> }) => boxed(node, 'col');

/** A root without a frame. */
export function Basic({ node }: { node: NodeOf<'Basic'> }) {
  const { children, ...layout } = node;
  const { scope, busy } = useNewScope();
  const style = boxStyle({ gap: 2, ...layout }, node.direction ?? 'col');
  return (
    <InScope scope={scope}>
      <div class="w-basic" style={style} data-busy={busy} inert={busy}>
        <WidgetChildren of={children} />
      </div>
    </InScope>
  );
}
