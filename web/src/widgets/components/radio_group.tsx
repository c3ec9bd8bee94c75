import { useFieldId } from '../action_scope.tsx';
import { fieldName } from '../field_name.ts';
import type { NodeOf } from '../node.ts';
import { useAction } from '../use_action.ts';

/** One choice of several, all in sight. */
export function RadioGroup({ node }: { node: NodeOf<'RadioGroup'> }) {
  const { run, blocked } = useAction(node.onChangeAction, 'none');
  const id = useFieldId(node.name);
  return (
    <div
      class={`w-choices w-${node.direction ?? 'col'}`}
      role="radiogroup"
      aria-label={node.ariaLabel || node.name}
    >
      {(node.options ?? []).map(({ value, label, disabled }, at) => {
        const isDisabled = (node.disabled || disabled) ?? false;
        return (
          <label key={value} class="w-choice" data-disabled={isDisabled}>
            <input
              type="radio"
              id={at === 0 ? id : undefined}
              name={fieldName(node.name)}
              value={value}
              defaultChecked={value === node.defaultValue}
              required={node.required ?? false}
              disabled={isDisabled}
              aria-disabled={blocked}
              onClick={(event) => blocked && event.preventDefault()}
              onChange={() => void run({ [node.name]: value })}
            />
            <span dir="auto">{label}</span>
          </label>
        );
      })}
    </div>
  );
}
