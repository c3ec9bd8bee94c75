import type { CSSProperties } from 'preact';
import type { NodeOf } from '../node.ts';
import { patternOf } from '../pattern_of.ts';
import { PatternTextarea } from '../pattern_textarea.tsx';
import { useTextField } from '../use_text_field.ts';

type Editable = Exclude<NodeOf<'Text'>['editable'], false | undefined>;

interface EditableTextProps {
  node: NodeOf<'Text'>;
  editable: Editable;
  style: CSSProperties;
}

/** Text that can be changed where it stands: a field of the form around. */
export function EditableText({ node, editable, style }: EditableTextProps) {
  return (
    <PatternTextarea
      {...useTextField<HTMLTextAreaElement>(editable)}
      class={`w-text w-editable w-text-${node.size ?? 'md'}`}
      style={style}
      rows={node.minLines ?? 1}
      maxRows={node.maxLines}
      defaultValue={node.value ?? ''}
      required={editable.required ?? false}
      pattern={patternOf(editable)}
    />
  );
}
