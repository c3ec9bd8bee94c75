import type { Block } from './blocks.ts';
import { CodeBlock } from './code_block.ts';
import { showFormulas } from './math.ts';
import { morphChildren } from './morph.ts';
import { type MarkdownHost, fencedCode, renderBlock } from './render_block.ts';

/** The nodes of one block; touched only when its text changes, and then as little as possible. */
export class BlockView {
  readonly element = document.createElement('div');
  private block: Block | null = null;
  private host: MarkdownHost | null = null;
  private code: CodeBlock | null = null;

  constructor() {
    this.element.className = 'block';
  }

  show(block: Block, host: MarkdownHost): void {
    const anew = host !== this.host;
    if (!anew && block.raw === this.block?.raw && block.tail === this.block.tail) return;
    this.block = block;
    this.host = host;
    if (!this.drawCode(block, host, anew)) this.drawText(block, host, anew);
  }

  /** `anew`: no node of before stays. False for a block that is no code. */
  private drawCode({ raw, tail }: Block, host: MarkdownHost, anew: boolean): boolean {
    const fenced = fencedCode(raw);
    if (!fenced) return false;
    if (anew || this.code?.language !== fenced.language) {
      this.code = new CodeBlock(fenced.language, host.code);
      this.element.replaceChildren(this.code.frame);
    }
    this.code.show(tail ? fenced.text : `${fenced.text}\n`, tail);
    return true;
  }

  private drawText({ raw, tail }: Block, host: MarkdownHost, anew: boolean): void {
    this.code = null;
    const nodes = renderBlock(raw, tail, host);
    if (anew) this.element.replaceChildren(nodes);
    else morphChildren(this.element, nodes);
    if (!tail) showFormulas(this.element);
  }
}
