/** A top-level block of Markdown: a paragraph, a list, a fence… */
export interface Block {
  key: number;
  raw: string;
  /** The last block of a text that still grows. */
  tail: boolean;
}

/** What tells where blocks begin and end. */
export interface BlockParser {
  lexer(text: string): readonly { type: string; raw: string }[];
}

/**
 * Cuts a growing text into blocks and looks again only at the last one.
 *
 * A block is settled once another has begun after it: text is appended, so it cannot change any
 * more. A text that does not continue the one before is cut anew.
 */
export class BlockSplitter {
  private readonly parser: BlockParser;
  private settled: string[] = [];
  private prefix = '';

  constructor(parser: BlockParser) {
    this.parser = parser;
  }

  update(text: string, growing: boolean): Block[] {
    const lines = text.replace(/\r\n?/g, '\n');
    if (!lines.startsWith(this.prefix)) {
      this.settled = [];
      this.prefix = '';
    }
    const open = this.cut(lines.slice(this.prefix.length));
    while (open.length > 1) this.settle(open.shift() ?? '');
    const raws = [...this.settled, ...open];
    return raws.map((raw, key) => ({ key, raw, tail: growing && key === raws.length - 1 }));
  }

  /** The pieces of `text`, one a block; blank lines belong to the block before them. */
  private cut(text: string): string[] {
    const pieces: string[] = [];
    let done = 0;
    for (const { type, raw } of this.parser.lexer(text)) {
      // The parser may tidy what it reports: only what is in the text word for word ends a piece.
      if (!text.startsWith(raw, done)) break;
      done += raw.length;
      if (type === 'space' && pieces.length > 0) pieces.push(`${pieces.pop()}${raw}`);
      else pieces.push(raw);
    }
    if (done < text.length) pieces.push(text.slice(done));
    return pieces;
  }

  private settle(raw: string): void {
    this.settled.push(raw);
    this.prefix += raw;
  }
}
