import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { Chat } from '../chat/chat.ts';
import type { Texts } from '../i18n/texts.ts';
import { rootStyle } from '../theme/style.ts';
import { Composer } from './composer/composer.tsx';
import { View } from './context.ts';
import { Disclaimer } from './disclaimer.tsx';
import { EntityPreview } from './entity_preview.tsx';
import { FocusKeeper } from './focus_keeper.ts';
import { Header } from './header.tsx';
import { HistoryPanel } from './history/history_panel.tsx';
import { LiveRegion } from './live_region.tsx';
import { QuoteSelection } from './quote_selection.tsx';
import { StartScreen } from './start_screen.tsx';
import { StatusBar } from './status_bar.tsx';
import { ThreadView } from './thread/thread_view.tsx';

/** The whole element, inside its shadow root. */
export function App({ chat, texts }: { chat: Chat; texts: Texts }) {
  const context = useMemo(() => ({ chat, texts, t: texts.text.bind(texts) }), [chat, texts]);
  const frame = useRef<HTMLElement>(null);
  const focusComposer = (): void => frame.current?.querySelector<HTMLElement>('.field')?.focus();
  useEffect(() => (frame.current ? new FocusKeeper(frame.current).attach() : undefined), []);
  const { theme, frameTitle } = chat.options.settings;
  return (
    <View.Provider value={context}>
      <section
        ref={frame}
        class="root"
        part="root"
        aria-label={frameTitle ?? texts.text('chat')}
        lang={texts.locale.value}
        dir={texts.direction.value}
        data-scheme={theme.colorScheme ?? 'light'}
        style={rootStyle(theme)}
      >
        <div class="main" inert={chat.state.history.open.value}>
          <Header />
          <Conversation chat={chat} />
          <div class="column foot">
            <StatusBar />
            <Composer />
            <Disclaimer />
          </div>
        </div>
        <EntityPreview />
        <QuoteSelection focusComposer={focusComposer} />
        <HistoryPanel />
        <LiveRegion />
      </section>
    </View.Provider>
  );
}

function Conversation({ chat }: { chat: Chat }) {
  const { state } = chat;
  const isEmpty = state.thread.value === null && state.items.cells.value.length === 0;
  return isEmpty && state.phase.value !== 'loading' ? <StartScreen /> : <ThreadView />;
}
