import { controlLook } from '../control_look.ts';
import type { NodeOf } from '../node.ts';
import { PatternTextarea } from '../pattern_textarea.tsx';
import { patternOf } from '../pattern_of.ts';
import { useTextField } from '../use_text_field.ts';

const ROWS = 3;

/** A field for several lines; it grows with them up to `maxRows`. */
export function Textarea({ node }: { node: NodeOf<'Textarea'> }) {
  const rows = node.rows ?? ROWS;
  return (
    <PatternTextarea
      {...useTextField<HTMLTextAreaElement>(node)}
      {...controlLook({ block: true, ...node })}
      rows={rows}
      maxRows={node.autoResize === false ? rows : (node.maxRows ?? undefined)}
      defaultValue={node.defaultValue ?? ''}
      required={node.required ?? false}
      disabled={node.disabled ?? false}
      pattern={patternOf(node)}
    />
  );
}
