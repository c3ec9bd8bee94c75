import { withoutMarkers } from './citations.ts';
import { ColouredCode } from './highlight.ts';

/** Texts and the action of a code block's copy button. */
export interface CodeLabels {
  copy: string;
  copied: string;
  writeText(text: string): Promise<void>;
}

const COPIED_SHOWN_MS = 1500;

/** Code in colours under a bar with its language and a copy button; it may grow. */
export class CodeBlock {
  readonly frame = document.createElement('div');
  readonly language: string;
  private readonly coloured: ColouredCode;

  constructor(language: string, labels: CodeLabels) {
    this.language = language;
    const code = document.createElement('code');
    if (language !== '') code.className = `language-${language}`;
    this.coloured = new ColouredCode(code, language);
    const pre = document.createElement('pre');
    pre.tabIndex = 0;
    pre.append(code);
    this.frame.className = 'code-frame';
    this.frame.append(bar(language, code, labels), pre);
  }

  show(code: string, growing: boolean): void {
    this.coloured.show(code, growing);
  }
}

/** Puts a code block in the place of `pre`. */
export function decorateCode(pre: HTMLPreElement, labels: CodeLabels): void {
  const code = pre.querySelector('code');
  if (!code) return;
  const block = new CodeBlock(/language-(\S+)/.exec(code.className)?.[1] ?? '', labels);
  block.show(withoutMarkers(code.textContent ?? ''), false);
  pre.replaceWith(block.frame);
}

function bar(language: string, code: HTMLElement, labels: CodeLabels): HTMLElement {
  const element = document.createElement('div');
  element.className = 'code-bar';
  const name = document.createElement('span');
  name.textContent = language;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-copy';
  button.textContent = labels.copy;
  button.addEventListener('click', async () => {
    await labels.writeText(code.textContent ?? '');
    button.textContent = labels.copied;
    setTimeout(() => (button.textContent = labels.copy), COPIED_SHOWN_MS);
  });
  element.append(name, button);
  return element;
}
