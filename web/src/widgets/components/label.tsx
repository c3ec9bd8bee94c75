import { useFieldId } from '../action_scope.tsx';
import type { NodeOf } from '../node.ts';
import { textStyle } from './texts.tsx';

/** The name of a field; a press on it goes to the field. */
export const Label = ({ node }: { node: NodeOf<'Label'> }) => (
  <label
    class={`w-label w-text-${node.size ?? 'sm'}`}
    style={textStyle(node)}
    for={useFieldId(node.fieldName)}
    dir="auto"
  >
    {node.value}
  </label>
);
