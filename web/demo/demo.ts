import type { OpenAIChatKit } from '@openai/chatkit';
import { chosenOptions } from './chosen_options.ts';
import { embedCode } from './embed_code.ts';

/** The catalogues that the build found, by name. */
declare const CHATKIT_LOCALES: readonly string[];

const form = one<HTMLFormElement>('form');
const chat = one<OpenAIChatKit>('openai-chatkit');
const code = one('pre code');
const status = one('[role=status]');

addLocales();
preferScheme();
show();
form.addEventListener('input', show);
form.addEventListener('submit', (event) => event.preventDefault());
one('#copy').addEventListener('click', () => void copy());
matchMedia('(min-width: 900px)').addEventListener('change', () => one('#panel').hidePopover());

/** Applies what is chosen to the chat, to the page around it and to the code. */
function show(): void {
  const choices = new FormData(form);
  const options = chosenOptions(choices);
  chat.setOptions({ ...options, api: { getClientSecret }, onClientTool: ({ params }) => params });
  document.documentElement.dataset['scheme'] = String(choices.get('scheme'));
  code.textContent = embedCode(location.origin, options);
  status.textContent = '';
}

async function getClientSecret(): Promise<string> {
  const response = await fetch('/demo/session', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: '{}',
  });
  const answer = (await response.json()) as { client_secret: string; error?: { message: string } };
  if (!response.ok) throw new Error(answer.error?.message ?? 'The demo gave no session.');
  return answer.client_secret;
}

function addLocales(): void {
  const select = one<HTMLSelectElement>('select');
  for (const name of CHATKIT_LOCALES) {
    const label = new Intl.DisplayNames([name], { type: 'language' }).of(name) ?? name;
    select.add(new Option(label, name));
  }
}

function preferScheme(): void {
  if (matchMedia('(prefers-color-scheme: dark)').matches) {
    one<HTMLInputElement>('[name=scheme][value=dark]').checked = true;
  }
}

/** Where the page may not write to the clipboard, the code is selected instead. */
async function copy(): Promise<void> {
  try {
    await navigator.clipboard.writeText(code.textContent);
    status.textContent = 'Copied.';
  } catch {
    getSelection()?.selectAllChildren(code);
    status.textContent = 'Selected: copy it with the keyboard.';
  }
}

/** The element of the page that the selector names: the page is ours, so it is there. */
function one<Found extends HTMLElement = HTMLElement>(selector: string): Found {
  const found = document.querySelector<Found>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
}
