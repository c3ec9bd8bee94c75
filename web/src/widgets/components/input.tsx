import { controlLook } from '../control_look.ts';
import type { NodeOf } from '../node.ts';
import { patternOf } from '../pattern_of.ts';
import { useTextField } from '../use_text_field.ts';

/** A field for a line of text. */
export function Input({ node }: { node: NodeOf<'Input'> }) {
  return (
    <input
      {...useTextField<HTMLInputElement>(node)}
      {...controlLook({ block: true, ...node })}
      type={(node.inputType ?? 'text') as 'text'}
      step={node.inputType === 'number' ? 'any' : undefined}
      defaultValue={node.defaultValue ?? ''}
      required={node.required ?? false}
      disabled={node.disabled ?? false}
      pattern={patternOf(node)}
    />
  );
}
