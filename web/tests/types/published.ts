/** What only the compiler checks: the element and its settings against the published types. */

import type {
  ChatKitOptions,
  ComposerOption,
  DisclaimerOption,
  HeaderOption,
  HistoryOption,
  OpenAIChatKit,
  StartScreenOption,
  ThemeOption,
  ThreadItemActionsOption,
} from '@openai/chatkit';
import type { ChatKitElement } from '../../src/element/chatkit_element.ts';
import type { Settings } from '../../src/options/settings.ts';

/** Compiles only where nothing is missing; the error names what is. */
type Nothing<Missing extends never> = Missing;
type Missing<Published, Ours> = Exclude<keyof Published, keyof Ours>;

/** Read from the page's own object at the moment of the call, or kept under another name. */
type NoSetting = 'onClientTool' | 'widgets' | 'thread';

export const element: (ours: ChatKitElement) => OpenAIChatKit = (ours) => ours;

export type Methods = Nothing<Missing<OpenAIChatKit, ChatKitElement>>;
export type Options = Nothing<Exclude<keyof ChatKitOptions, keyof Settings | NoSetting>>;
export type Thread = Nothing<Missing<NonNullable<ChatKitOptions['thread']>, Settings>>;
export type Theme = Nothing<Missing<ThemeOption, Settings['theme']>>;
export type Header = Nothing<Missing<HeaderOption, Settings['header']>>;
export type HeaderTitle = Nothing<
  Missing<NonNullable<HeaderOption['title']>, Settings['header']['title']>
>;
export type History = Nothing<Missing<HistoryOption, Settings['history']>>;
export type StartScreen = Nothing<Missing<StartScreenOption, Settings['startScreen']>>;
export type Composer = Nothing<Missing<ComposerOption, Settings['composer']>>;
export type Attachments = Nothing<
  Missing<NonNullable<ComposerOption['attachments']>, Settings['composer']['attachments']>
>;
export type ItemActions = Nothing<Missing<ThreadItemActionsOption, Settings['threadItemActions']>>;
export type Disclaimer = Nothing<Missing<DisclaimerOption, NonNullable<Settings['disclaimer']>>>;
