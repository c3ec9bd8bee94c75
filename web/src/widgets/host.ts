import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { ActionConfig } from '../chat/widget_actions.ts';
import type { TextName } from '../i18n/en.ts';
import type { MarkdownHost } from '../markdown/render_block.ts';

/** What a widget needs from where it is shown. */
export interface WidgetHost {
  readonly markdown: MarkdownHost;
  /** The language of dates and numbers (BCP 47). */
  readonly locale: string;
  /** Actions that stream wait while an answer does. */
  readonly busy: boolean;
  /** The text `name` in the element's language. */
  t(name: TextName, values?: Record<string, string | number>): string;
  /** Tells the page of a mistake in the widget that does not stop it. */
  warn(message: string): void;
  /** Resolves when the action is done. Errors: whatever stopped it; the page knows already. */
  perform(action: ActionConfig, payload: Record<string, unknown>): Promise<void>;
}

export const WidgetHostContext = createContext<WidgetHost | null>(null);

/** The host of the widget around. Errors: Error outside of any. */
export function useWidgetHost(): WidgetHost {
  const host = useContext(WidgetHostContext);
  if (!host) throw new Error('a widget needs a WidgetHostContext around it');
  return host;
}
