import type { CSSProperties } from 'preact';
import { color, cssText, size } from '../css_values.ts';
import type { NodeOf } from '../node.ts';
import { EditableText } from './editable_text.tsx';

type TextNode = Partial<
  Pick<NodeOf<'Text'>, 'color' | 'weight' | 'textAlign' | 'truncate' | 'maxLines'>
>;

const WEIGHTS = { normal: 400, medium: 500, semibold: 600, bold: 700 } as const;

/** The style that all text shares. */
export function textStyle(node: TextNode): CSSProperties {
  const lines = node.truncate ? 1 : node.maxLines;
  return {
    color: color(node.color),
    fontWeight: node.weight && WEIGHTS[node.weight],
    textAlign: cssText(node.textAlign),
    ...(lines && {
      display: '-webkit-box',
      WebkitBoxOrient: 'vertical',
      WebkitLineClamp: lines,
      overflow: 'hidden',
    }),
  };
}

/** Plain text; as a field where it is `editable`. */
export function Text({ node }: { node: NodeOf<'Text'> }) {
  const style: CSSProperties = {
    ...textStyle(node),
    width: size(node.width),
    fontStyle: node.italic ? 'italic' : undefined,
    textDecoration: node.lineThrough ? 'line-through' : undefined,
    minHeight: node.minLines ? `${node.minLines * 1.5}em` : undefined,
  };
  if (node.editable) {
    const { display: _, ...fieldStyle } = style;
    return <EditableText node={node} editable={node.editable} style={fieldStyle} />;
  }
  return (
    <p class={`w-text w-text-${node.size ?? 'md'}`} style={style} dir="auto">
      {node.value}
    </p>
  );
}

/** A heading inside a widget. */
export const Title = ({ node }: { node: NodeOf<'Title'> }) => (
  <div
    class={`w-title w-title-${node.size ?? 'md'}`}
    style={textStyle(node)}
    role="heading"
    aria-level={3}
    dir="auto"
  >
    {node.value}
  </div>
);

/** Small secondary text. */
export const Caption = ({ node }: { node: NodeOf<'Caption'> }) => (
  <p class={`w-caption w-caption-${node.size ?? 'md'}`} style={textStyle(node)} dir="auto">
    {node.value}
  </p>
);
