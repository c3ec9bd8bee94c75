import { Component, createRef } from 'preact';
import { useRef } from 'preact/hooks';
import { BlockSplitter } from './blocks.ts';
import { markdownParser } from './parser.ts';
import { type MarkdownHost, renderBlock } from './render_block.ts';

interface MarkdownProps {
  text: string;
  /** The text still grows: only its last block is drawn anew. */
  growing: boolean;
  host: MarkdownHost;
}

/** Markdown, drawn block by block. */
export function Markdown({ text, growing, host }: MarkdownProps) {
  const splitter = useRef<BlockSplitter | null>(null);
  splitter.current ??= new BlockSplitter(markdownParser);
  return (
    <div class="markdown" part="markdown" dir="auto">
      {splitter.current.update(text, growing).map((block) => (
        <BlockView key={block.key} raw={block.raw} tail={block.tail} host={host} />
      ))}
    </div>
  );
}

interface BlockProps {
  raw: string;
  tail: boolean;
  host: MarkdownHost;
}

/** The nodes of one block; made again only when its text changes. */
class BlockView extends Component<BlockProps> {
  private readonly frame = createRef<HTMLDivElement>();

  override shouldComponentUpdate(next: BlockProps): boolean {
    const { raw, tail, host } = this.props;
    return next.raw !== raw || next.tail !== tail || next.host !== host;
  }

  override componentDidMount(): void {
    this.draw();
  }

  override componentDidUpdate(): void {
    this.draw();
  }

  override render() {
    return <div class="block" ref={this.frame} />;
  }

  private draw(): void {
    const { raw, tail, host } = this.props;
    this.frame.current?.replaceChildren(renderBlock(raw, tail, host));
  }
}
