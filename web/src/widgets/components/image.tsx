import { color, cssText } from '../css_values.ts';
import { useWidgetHost } from '../host.ts';
import { blockStyle } from '../layout.ts';
import type { NodeOf } from '../node.ts';

type ImageNode = NodeOf<'Image'> & Pick<Partial<NodeOf<'Box'>>, 'flex' | 'background'>;

/** A picture, if the thread allows its address; else its description. */
export function Image({ node }: { node: ImageNode }) {
  const { markdown } = useWidgetHost();
  const style = {
    ...blockStyle(node),
    flex: typeof node.flex === 'number' ? node.flex : cssText(node.flex),
    backgroundColor: color(node.background),
    objectFit: cssText(node.fit) ?? 'cover',
    objectPosition: cssText(node.position) ?? 'center',
  };
  const look = { 'data-frame': node.frame ?? false, 'data-flush': node.flush ?? false };
  if (typeof node.src !== 'string' || !markdown.allowsImage(node.src))
    return (
      <span class="w-image w-image-missing" style={style} {...look}>
        {node.alt}
      </span>
    );
  return (
    <img
      class="w-image"
      src={node.src}
      alt={node.alt ?? ''}
      style={style}
      referrerpolicy="no-referrer"
      {...look}
    />
  );
}
