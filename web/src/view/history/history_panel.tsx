import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Thread } from '../../protocol/items.ts';
import { IconButton, Spinner } from '../controls.tsx';
import { useView } from '../context.ts';
import { ThreadRow } from './thread_row.tsx';

/** Earlier conversations, over the thread. Escape closes it and the focus returns. */
export function HistoryPanel() {
  return useView().chat.state.history.open.value ? <OpenPanel /> : null;
}

function OpenPanel() {
  const { chat, t } = useView();
  const query = useSignal('');
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = element?.getRootNode() as ShadowRoot | undefined;
    const focused = before?.activeElement;
    element?.querySelector('input')?.focus();
    return () => (focused instanceof HTMLElement ? focused.focus() : undefined);
  }, []);
  return (
    <div
      class="history-backdrop"
      onClick={(event) => event.target === event.currentTarget && chat.history.hide()}
    >
      <dialog
        ref={dialog}
        open
        class="history"
        part="history"
        aria-label={t('history')}
        onKeyDown={(event) => event.key === 'Escape' && chat.history.hide()}
      >
        <div class="history-head">
          <h2>{t('history')}</h2>
          <IconButton icon="close" label={t('closeHistory')} onClick={() => chat.history.hide()} />
        </div>
        <input
          class="answer"
          type="search"
          value={query.value}
          placeholder={t('searchHistory')}
          aria-label={t('searchHistory')}
          onInput={(event) => (query.value = event.currentTarget.value)}
        />
        <ThreadList query={query.value} />
      </dialog>
    </div>
  );
}

function ThreadList({ query }: { query: string }) {
  const { chat, t } = useView();
  const { threads, loading, failed, after } = chat.state.history;
  const found = threads.value.filter((thread) => matches(thread, query));
  return (
    <div class="history-list">
      {failed.value && (
        <p class="history-note" role="alert">
          {t('errorConnection')}{' '}
          <button type="button" class="text-button" onClick={() => void chat.history.page(true)}>
            {t('retry')}
          </button>
        </p>
      )}
      {found.length === 0 && !loading.value && !failed.value && (
        <p class="history-note">{t(query ? 'noMatches' : 'noThreads')}</p>
      )}
      <ul>
        {found.map((thread) => (
          <ThreadRow key={thread.id} thread={thread} />
        ))}
      </ul>
      {loading.value && (
        <p class="history-note" role="status">
          <Spinner /> {t('loading')}
        </p>
      )}
      {after.value !== null && !loading.value && (
        <button type="button" class="text-button" onClick={() => void chat.history.page(false)}>
          {t('loadMore')}
        </button>
      )}
    </div>
  );
}

function matches(thread: Thread, query: string): boolean {
  return (thread.title ?? '').toLocaleLowerCase().includes(query.trim().toLocaleLowerCase());
}
