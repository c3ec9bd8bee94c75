interface Reading {
  text: string;
  /** How much of the text was given. */
  read: number;
  isWhole: boolean;
}

/** Gives growing texts in whole sentences, each once. Marks of Markdown are not read out. */
export class SentenceReader {
  private readonly readings = new Map<string, Reading>();

  /** Takes a text as it is now; one that is `old` when it is first seen is not read. */
  take(id: string, text: string, state: 'growing' | 'whole' | 'old'): void {
    const read = this.readings.get(id)?.read ?? (state === 'old' ? text.length : 0);
    this.readings.set(id, { text, read, isWhole: state !== 'growing' });
  }

  /** All sentences that are complete and were not given yet; empty if there is none. */
  next(): string {
    let due = '';
    for (const reading of this.readings.values()) {
      const rest = reading.text.slice(reading.read);
      const end = reading.isWhole ? rest.length : sentenceEnd(rest);
      reading.read += end;
      due += `${rest.slice(0, end)}\n`;
    }
    return spoken(due);
  }
}

/**
 * Marks that end a sentence, with what closes behind them: not the dot of a list's number or behind
 * a single letter, as in "e.g.". Where no spaces are written, the mark alone is enough.
 */
const SENTENCE_END =
  /(?<!(?:^|\n)\s*\d{1,3}|(?<!\p{L})\p{L})[.!?…؟।۔။։።][)\]"'”’»*_]*(?=\s)|[。！？]/gu;
/** A line that another block follows: within a paragraph, lines end anywhere. */
const BLOCK_END = /\n(?=[ \t]*(?:\n|[-*+#>|`]|\d+[.)]\s))/g;

function sentenceEnd(text: string): number {
  const ends = [SENTENCE_END, BLOCK_END].flatMap((pattern) => [...text.matchAll(pattern)]);
  return Math.max(0, ...ends.map((end) => end.index + end[0].length));
}

function spoken(markdown: string): string {
  return markdown
    .replace(/^\s*(?:```.*|[-|:\s]+)$/gm, '')
    .replace(/^\s*[-*+]\s+/gm, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`#>|]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
