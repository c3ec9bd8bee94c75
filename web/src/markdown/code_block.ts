import { withoutMarkers } from './citations.ts';
import { colour } from './highlight.ts';

/** Texts and the action of a code block's copy button. */
export interface CodeLabels {
  copy: string;
  copied: string;
  writeText(text: string): Promise<void>;
}

const COPIED_SHOWN_MS = 1500;

/** Colours the code of `pre` and puts a bar with its language and a copy button above it. */
export function decorateCode(pre: HTMLPreElement, labels: CodeLabels): void {
  const code = pre.querySelector('code');
  if (!code) return;
  const text = withoutMarkers(code.textContent ?? '');
  const language = /language-(\S+)/.exec(code.className)?.[1] ?? '';
  code.textContent = text;
  if (language !== '') colour(code, text, language);
  const frame = document.createElement('div');
  frame.className = 'code-frame';
  pre.replaceWith(frame);
  pre.tabIndex = 0;
  frame.append(bar(language, text, labels), pre);
}

function bar(language: string, text: string, labels: CodeLabels): HTMLElement {
  const element = document.createElement('div');
  element.className = 'code-bar';
  const name = document.createElement('span');
  name.textContent = language;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'code-copy';
  button.textContent = labels.copy;
  button.addEventListener('click', async () => {
    await labels.writeText(text);
    button.textContent = labels.copied;
    setTimeout(() => (button.textContent = labels.copy), COPIED_SHOWN_MS);
  });
  element.append(name, button);
  return element;
}
