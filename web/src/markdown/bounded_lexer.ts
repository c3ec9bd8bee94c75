import { Lexer, type Token, type TokensList } from 'marked';

/** Longer runs of text within a block are shown as they are: reading them takes squared time. */
export const INLINE_CHARACTERS_MAX = 20_000;
/** So deep may blocks, and marks within a line, be nested; what is deeper is shown as it is. */
const DEPTH_MAX = 100;

/** Reads Markdown within bounds: whatever a text holds, it is read soon and without overflow. */
export class BoundedLexer extends Lexer {
  private depth = 0;

  override blockTokens(src: string, tokens?: Token[], lastParagraphClipped?: boolean): Token[];
  override blockTokens(
    src: string,
    tokens?: TokensList,
    lastParagraphClipped?: boolean,
  ): TokensList;
  override blockTokens(src: string, tokens: Token[] = [], lastParagraphClipped = false): Token[] {
    const read = (): Token[] => super.blockTokens(src, tokens, lastParagraphClipped);
    return this.nested(read, () => {
      tokens.push({ type: 'paragraph', raw: src, text: src, tokens: [plain(src)] });
      return tokens;
    });
  }

  override inlineTokens(src: string, tokens: Token[] = []): Token[] {
    const asItIs = (): Token[] => {
      tokens.push(plain(src));
      return tokens;
    };
    if (src.length > INLINE_CHARACTERS_MAX) return asItIs();
    return this.nested(() => super.inlineTokens(src, tokens), asItIs);
  }

  private nested(read: () => Token[], otherwise: () => Token[]): Token[] {
    if (this.depth >= DEPTH_MAX) return otherwise();
    this.depth += 1;
    try {
      return read();
    } finally {
      this.depth -= 1;
    }
  }
}

function plain(text: string): Token {
  return { type: 'text', raw: text, text, escaped: false };
}
