import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Chat } from '../chat/chat.ts';
import type { TextName } from '../i18n/en.ts';
import type { Texts } from '../i18n/texts.ts';

/** What every view works with. */
export interface ViewContext {
  chat: Chat;
  texts: Texts;
  /** The text `name` in the element's language. */
  t(name: TextName, values?: Record<string, string | number>): string;
}

export const View = createContext<ViewContext | null>(null);

/** The element's own context. Errors: Error outside of the element. */
export function useView(): ViewContext {
  const context = useContext(View);
  if (!context) throw new Error('a view needs the View context around it');
  return context;
}
