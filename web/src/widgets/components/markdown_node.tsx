import { Markdown } from '../../markdown/markdown.tsx';
import { useWidgetHost } from '../host.ts';
import type { NodeOf } from '../node.ts';

/** Markdown inside a widget; it may grow while it streams. */
export function MarkdownNode({ node }: { node: NodeOf<'Markdown'> }) {
  const { markdown } = useWidgetHost();
  return <Markdown text={node.value ?? ''} growing={node.streaming ?? false} host={markdown} />;
}
