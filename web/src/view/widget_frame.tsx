import { useMemo } from 'preact/hooks';
import type { WidgetRoot } from '../protocol/items.ts';
import { schemeStyle } from '../theme/style.ts';
import { type WidgetHost, WidgetHostContext } from '../widgets/host.ts';
import { WidgetNode } from '../widgets/widget.tsx';
import { useView } from './context.ts';
import { useMarkdownHost } from './markdown_host.ts';

interface WidgetFrameProps {
  widget: WidgetRoot;
  /** The same function as long as it does the same. */
  perform: WidgetHost['perform'];
}

/** A widget, with all that it needs of the element. */
export function WidgetFrame({ widget, perform }: WidgetFrameProps) {
  const { chat, t, texts } = useView();
  const markdown = useMarkdownHost();
  const { theme } = chat.options.settings;
  const scheme = widget.theme;
  const busy = chat.state.phase.value !== 'idle';
  const locale = texts.locale.value;
  const host: WidgetHost = useMemo(
    () => ({
      markdown,
      locale,
      busy,
      t,
      warn: (message) => chat.host.emit('chatkit.error', { error: new Error(message) }),
      perform,
    }),
    [chat, markdown, locale, busy, t, perform],
  );
  return (
    <div class="widget" part="widget" style={scheme && schemeStyle(theme.color ?? {}, scheme)}>
      <WidgetHostContext.Provider value={host}>
        <WidgetNode node={widget} />
      </WidgetHostContext.Provider>
    </div>
  );
}
