import { LazyPart } from '../lazy_part.ts';
import { morphChildren } from './morph.ts';
import { sanitized } from './sanitize.ts';

const part = new LazyPart<typeof import('./highlight_entry.ts')>('chatkit-highlight.js');

/**
 * Shows code in colours: at once when the part that can is here, else when it comes.
 *
 * Of code that grows, lines that are complete and leave nothing open are coloured once. The whole
 * is coloured anew when it has its end.
 */
export class ColouredCode {
  private readonly target: HTMLElement;
  private readonly language: string;
  private code = '';
  private growing = false;
  private waiting = false;
  /** So much of the code keeps its colours, in so many nodes. */
  private settled = { characters: 0, nodes: 0 };

  constructor(target: HTMLElement, language: string) {
    this.target = target;
    this.language = language;
  }

  show(code: string, growing: boolean): void {
    if (!growing || !code.startsWith(this.code)) this.settled = { characters: 0, nodes: 0 };
    this.code = code;
    this.growing = growing;
    this.draw();
    if (!part.current && this.language !== '' && !this.waiting) void this.wait();
  }

  /** Code without colours is still code. */
  private async wait(): Promise<void> {
    this.waiting = true;
    await part.load().catch(() => undefined);
    this.waiting = false;
    this.draw();
  }

  private draw(): void {
    if (this.growing) this.settle();
    const rest = this.code.slice(this.settled.characters);
    const html = part.current?.highlighted(rest, this.language)?.html;
    this.put(html === undefined ? new Text(rest) : sanitized(html));
  }

  private settle(): void {
    const { characters } = this.settled;
    const lines = this.code.slice(characters, this.code.lastIndexOf('\n') + 1);
    const result = lines === '' ? null : part.current?.highlighted(lines, this.language);
    if (!result?.closed) return;
    this.put(sanitized(result.html));
    this.settled = {
      characters: characters + lines.length,
      nodes: this.target.childNodes.length,
    };
  }

  /** Puts nodes behind those that are settled. */
  private put(nodes: Node): void {
    const source = document.createDocumentFragment();
    source.append(nodes);
    morphChildren(this.target, source, this.target.childNodes[this.settled.nodes] ?? null);
  }
}
