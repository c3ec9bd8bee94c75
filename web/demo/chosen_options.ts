import type { ChatKitOptions, StartScreenPrompt, ThemeOption } from '@openai/chatkit';

/** What the panel decides about; the page adds where the conversation is held. */
export type ChosenOptions = Omit<ChatKitOptions, 'api'>;

/** The built-in workflow answers the command, a model the words behind it. */
const PROMPTS: StartScreenPrompt[] = [
  { label: 'What can you do?', prompt: '/help What can you do?', icon: 'circle-question' },
  {
    label: 'Introduce yourself on a card',
    prompt: '/widget Introduce yourself in a few words.',
    icon: 'profile-card',
  },
  {
    label: 'Think step by step',
    prompt: '/workflow Think step by step: how is tea made?',
    icon: 'lightbulb',
  },
  {
    label: 'Explain event streams, with sources',
    prompt: '/annotations Explain event streams, and cite your sources.',
    icon: 'book-open',
  },
];

/** How many parts of the chat wear the accent: links, focus and the person's messages. */
const ACCENT_LEVEL = 2;

/** The options that the panel's form stands for, without those that are the defaults anyway. */
export function chosenOptions(form: FormData): ChosenOptions {
  const text = (name: string): string => String(form.get(name) ?? '');
  const feedback = form.has('feedback');
  const retry = form.has('retry');
  const theme = chosenTheme(text);
  return {
    ...(text('locale') && { locale: text('locale') as ChatKitOptions['locale'] }),
    ...(Object.keys(theme).length > 0 && { theme }),
    ...(!form.has('header') && { header: { enabled: false } }),
    ...(!form.has('history') && { history: { enabled: false } }),
    ...(form.has('prompts') && { startScreen: { prompts: PROMPTS } }),
    ...(form.has('attachments') && { composer: { attachments: { enabled: true } } }),
    ...((feedback || retry) && {
      threadItemActions: { ...(feedback && { feedback }), ...(retry && { retry }) },
    }),
  };
}

function chosenTheme(text: (name: string) => string): ThemeOption {
  const radius = text('radius');
  const density = text('density');
  const primary = text('accent');
  return {
    ...(text('scheme') === 'dark' && { colorScheme: 'dark' }),
    ...(radius !== 'pill' && { radius: radius as ThemeOption['radius'] }),
    ...(density !== 'normal' && { density: density as ThemeOption['density'] }),
    ...(primary && { color: { accent: { primary, level: ACCENT_LEVEL } } }),
  };
}
