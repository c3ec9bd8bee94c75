import { useFieldId } from '../action_scope.tsx';
import { fieldName } from '../field_name.ts';
import type { NodeOf } from '../node.ts';
import { useAction } from '../use_action.ts';

/** A box to tick, with its label. */
export function Checkbox({ node }: { node: NodeOf<'Checkbox'> }) {
  const { run, blocked } = useAction(node.onChangeAction, 'none');
  return (
    <label class="w-choice" data-disabled={node.disabled ?? false}>
      <input
        type="checkbox"
        id={useFieldId(node.name)}
        name={fieldName(node.name)}
        defaultChecked={node.defaultChecked ?? false}
        required={node.required ?? false}
        disabled={node.disabled ?? false}
        aria-label={node.label ? undefined : node.name}
        aria-disabled={blocked}
        onClick={(event) => blocked && event.preventDefault()}
        onChange={(event) => void run({ [node.name]: event.currentTarget.checked })}
      />
      {node.label && <span dir="auto">{node.label}</span>}
    </label>
  );
}
