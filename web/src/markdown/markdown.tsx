import { Component, createRef } from 'preact';
import { BlockView } from './block_view.ts';
import { BlockSplitter } from './blocks.ts';
import { blockParser } from './parser.ts';
import type { MarkdownHost } from './render_block.ts';

interface MarkdownProps {
  text: string;
  /** The text still grows: only its last block is drawn anew. */
  growing: boolean;
  host: MarkdownHost;
}

/** Markdown, drawn block by block; Preact sees only the frame around them. */
export class Markdown extends Component<MarkdownProps> {
  private readonly frame = createRef<HTMLDivElement>();
  private readonly splitter = new BlockSplitter(blockParser);
  private readonly blocks: BlockView[] = [];

  override shouldComponentUpdate({ text, growing, host }: MarkdownProps): boolean {
    const { props } = this;
    return text !== props.text || growing !== props.growing || host !== props.host;
  }

  override componentDidMount(): void {
    this.draw();
  }

  override componentDidUpdate(): void {
    this.draw();
  }

  override render() {
    return <div class="markdown" part="markdown" dir="auto" ref={this.frame} />;
  }

  private draw(): void {
    const { text, growing, host } = this.props;
    const blocks = this.splitter.update(text, growing);
    for (const block of blocks) this.view(block.key).show(block, host);
    for (const view of this.blocks.splice(blocks.length)) view.element.remove();
  }

  private view(at: number): BlockView {
    const known = this.blocks[at];
    if (known) return known;
    const view = new BlockView();
    this.blocks.push(view);
    this.frame.current?.append(view.element);
    return view;
  }
}
