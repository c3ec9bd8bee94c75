import { useMemo } from 'preact/hooks';
import type { WidgetItem } from '../../protocol/items.ts';
import { schemeStyle } from '../../theme/style.ts';
import { type WidgetHost, WidgetHostContext } from '../../widgets/host.ts';
import { WidgetNode } from '../../widgets/widget.tsx';
import { useView } from '../context.ts';
import { useMarkdownHost } from '../markdown_host.ts';

/** A widget in the thread. */
export function WidgetItemView({ item }: { item: WidgetItem }) {
  const { chat, t, texts } = useView();
  const markdown = useMarkdownHost();
  const { theme } = chat.options.settings;
  const scheme = item.widget.theme;
  const busy = chat.state.phase.value !== 'idle';
  const locale = texts.locale.value;
  const host: WidgetHost = useMemo(
    () => ({
      markdown,
      locale,
      busy,
      t,
      warn: (message) => chat.host.emit('chatkit.error', { error: new Error(message) }),
      perform: (action, payload) => chat.actions.perform(action, payload, item.id),
    }),
    [chat, markdown, locale, busy, t, item.id],
  );
  return (
    <div class="widget" part="widget" style={scheme && schemeStyle(theme.color ?? {}, scheme)}>
      <WidgetHostContext.Provider value={host}>
        <WidgetNode node={item.widget} />
      </WidgetHostContext.Provider>
    </div>
  );
}
