import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Thread } from '../../protocol/items.ts';
import { IconButton } from '../controls.tsx';
import { useView } from '../context.ts';

/** One earlier conversation: it opens, takes another name, or goes after a second thought. */
export function ThreadRow({ thread }: { thread: Thread }) {
  const { chat, t, texts } = useView();
  const mode = useSignal<'show' | 'rename' | 'delete'>('show');
  const { showDelete, showRename } = chat.options.settings.history;
  const open = useRef<HTMLButtonElement>(null);
  const changed = useRef(false);
  useLayoutEffect(() => {
    if (changed.current) open.current?.focus();
    changed.current = true;
  }, [mode.value]);
  const show = (): void => void (mode.value = 'show');
  if (mode.value === 'rename') return <RenameRow thread={thread} done={show} />;
  if (mode.value === 'delete') return <DeleteRow thread={thread} done={show} />;
  const isOpen = chat.state.thread.value?.id === thread.id;
  return (
    <li class="thread-row" data-open={isOpen}>
      <button
        ref={open}
        type="button"
        class="thread-open"
        aria-current={isOpen}
        disabled={chat.state.phase.value !== 'idle'}
        onClick={() => {
          chat.history.hide();
          if (!isOpen) chat.threads.open(thread.id).catch(() => undefined);
        }}
      >
        <span class="thread-title" dir="auto">
          {thread.title || t('untitled')}
        </span>
        <time dateTime={thread.created_at}>{dayOf(thread.created_at, texts.locale.value)}</time>
      </button>
      {showRename && (
        <IconButton icon="write" label={t('rename')} onClick={() => (mode.value = 'rename')} />
      )}
      {showDelete && (
        <IconButton icon="ui-delete" label={t('delete')} onClick={() => (mode.value = 'delete')} />
      )}
    </li>
  );
}

function RenameRow({ thread, done }: { thread: Thread; done: () => void }) {
  const { chat, t } = useView();
  const title = useSignal(thread.title ?? '');
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    input.current?.focus();
    input.current?.select();
  }, []);
  const save = (event: Event): void => {
    event.preventDefault();
    done();
    const name = title.value.trim();
    if (name !== '' && name !== thread.title) void chat.history.rename(thread.id, name);
  };
  return (
    <li class="thread-row">
      <form class="rename" onSubmit={save}>
        <input
          class="answer"
          dir="auto"
          ref={input}
          aria-label={t('rename')}
          value={title.value}
          onInput={(event) => (title.value = event.currentTarget.value)}
          onKeyDown={(event) => escapeKey(event, done)}
        />
        <button type="submit" class="text-button">
          {t('save')}
        </button>
      </form>
    </li>
  );
}

function DeleteRow({ thread, done }: { thread: Thread; done: () => void }) {
  const { chat, t } = useView();
  const cancel = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => cancel.current?.focus(), []);
  return (
    <li>
      <div
        class="thread-row confirm"
        role="alertdialog"
        aria-label={t('deleteQuestion')}
        onKeyDown={(event) => escapeKey(event, done)}
      >
        <span class="thread-title">{t('deleteQuestion')}</span>
        <button ref={cancel} type="button" class="text-button" onClick={done}>
          {t('cancel')}
        </button>
        <button
          type="button"
          class="text-button danger"
          onClick={() => void chat.history.remove(thread.id)}
        >
          {t('delete')}
        </button>
      </div>
    </li>
  );
}

/** Escape leaves the row's question; the panel around stays. */
function escapeKey(event: KeyboardEvent, done: () => void): void {
  if (event.key !== 'Escape') return;
  event.stopPropagation();
  done();
}

function dayOf(created: string, locale: string): string {
  const date = new Date(created);
  return Number.isNaN(date.getTime())
    ? ''
    : date.toLocaleDateString(locale, { dateStyle: 'medium' });
}
