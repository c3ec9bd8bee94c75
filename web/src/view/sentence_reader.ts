/** Gives a growing text in whole sentences, each once. Marks of Markdown are not read out. */
export class SentenceReader {
  private id = '';
  private text = '';
  private read = 0;
  private complete = false;

  /** Takes the text as it is now; one that was complete when first seen is old and not read. */
  take(id: string, text: string, growing: boolean): void {
    if (id !== this.id) {
      this.id = id;
      this.read = growing ? 0 : text.length;
    }
    this.text = text;
    this.complete = !growing;
  }

  /** All sentences that are complete and were not given yet; empty if there is none. */
  next(): string {
    const rest = this.text.slice(this.read);
    const end = this.complete ? rest.length : sentenceEnd(rest);
    this.read += end;
    return rest
      .slice(0, end)
      .replace(/[*_`#>|]+/g, '')
      .trim();
  }
}

/**
 * Behind the last mark that ends a sentence and is followed by a space, or behind the last line.
 */
function sentenceEnd(text: string): number {
  const found = [...text.matchAll(/[.!?…。！？؟](?=\s)|\n/g)].at(-1);
  return found ? found.index + found[0].length : 0;
}
