import type {
  ChatKitOptions,
  ComposerOption,
  DisclaimerOption,
  FileUploadStrategy,
  HeaderOption,
  StartScreenPrompt,
  ThemeOption,
} from '@openai/chatkit';

/** Where the conversation is held, without functions: equal settings mean the same backend. */
export type ApiSettings =
  { kind: 'hosted' } | { kind: 'custom'; url: string; upload: FileUploadStrategy };

type AttachmentSettings = Required<NonNullable<ComposerOption['attachments']>>;

/** The options with every default written out. `null` stands for a text of the catalogue. */
export interface Settings {
  api: ApiSettings;
  locale: string;
  theme: ThemeOption;
  frameTitle: string | null;
  initialThread: string | null;
  header: { enabled: boolean; title: { enabled: boolean; text: string | null } } & Pick<
    HeaderOption,
    'leftAction' | 'rightAction'
  >;
  history: { enabled: boolean; showDelete: boolean; showRename: boolean };
  startScreen: { greeting: string | null; prompts: StartScreenPrompt[] };
  composer: {
    placeholder: string | null;
    attachments: AttachmentSettings;
    tools: NonNullable<ComposerOption['tools']>;
    models: NonNullable<ComposerOption['models']>;
    dictation: boolean;
  };
  entities: { search: boolean; showComposerMenu: boolean };
  commands: boolean;
  threadItemActions: { feedback: boolean; retry: boolean };
  disclaimer: Required<DisclaimerOption> | null;
  autoScroll: boolean;
}

const ATTACHMENT_BYTES_MAX = 100 * 1024 * 1024;
const ATTACHMENT_COUNT_MAX = 10;

/**
 * Writes out the defaults of the element's options; what is unknown is ignored.
 * Errors: TypeError when `api` is neither form. Source: element contract, section 1.
 */
export function settingsOf(
  options: ChatKitOptions,
  pageUrl: string,
  pageLanguage: string,
): Settings {
  const { header, history, startScreen, threadItemActions: actions, disclaimer } = options;
  return {
    api: apiSettings(options.api, pageUrl),
    locale: options.locale ?? pageLanguage,
    theme:
      typeof options.theme === 'string' ? { colorScheme: options.theme } : (options.theme ?? {}),
    frameTitle: options.frameTitle ?? null,
    initialThread: options.initialThread ?? null,
    header: {
      ...header,
      enabled: header?.enabled ?? true,
      title: { enabled: header?.title?.enabled ?? true, text: header?.title?.text ?? null },
    },
    history: {
      enabled: history?.enabled ?? true,
      showDelete: history?.showDelete ?? true,
      showRename: history?.showRename ?? true,
    },
    startScreen: { greeting: startScreen?.greeting ?? null, prompts: startScreen?.prompts ?? [] },
    composer: composerSettings(options.composer),
    entities: {
      search: typeof options.entities?.onTagSearch === 'function',
      showComposerMenu: options.entities?.showComposerMenu ?? false,
    },
    commands: options.commands?.enabled ?? false,
    threadItemActions: { feedback: actions?.feedback ?? false, retry: actions?.retry ?? false },
    disclaimer: disclaimer
      ? { text: disclaimer.text, highContrast: disclaimer.highContrast ?? false }
      : null,
    autoScroll: options.thread?.autoScroll ?? false,
  };
}

function composerSettings(composer: ComposerOption = {}): Settings['composer'] {
  const { attachments } = composer;
  return {
    placeholder: composer.placeholder ?? null,
    attachments: {
      enabled: attachments?.enabled ?? false,
      maxSize: attachments?.maxSize ?? ATTACHMENT_BYTES_MAX,
      maxCount: attachments?.maxCount ?? ATTACHMENT_COUNT_MAX,
      accept: attachments?.accept ?? {},
    },
    tools: composer.tools ?? [],
    models: composer.models ?? [],
    dictation: composer.dictation?.enabled ?? false,
  };
}

function apiSettings(api: ChatKitOptions['api'] | undefined, pageUrl: string): ApiSettings {
  if (api && 'getClientSecret' in api) return { kind: 'hosted' };
  if (api && typeof api.url === 'string') {
    const upload = api.uploadStrategy ?? { type: 'two_phase' };
    return { kind: 'custom', url: new URL(api.url, pageUrl).href, upload };
  }
  throw new TypeError('options.api needs getClientSecret, or url');
}
