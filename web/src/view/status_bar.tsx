import { Icon } from '../icons/icon.tsx';
import type { TextName } from '../i18n/en.ts';
import { Markdown } from '../markdown/markdown.tsx';
import type { Failure, Notice } from '../state/chat_state.ts';
import { IconButton } from './controls.tsx';
import { useView } from './context.ts';
import { useMarkdownHost } from './markdown_host.ts';

/** What the person must know now: notices, a failure, the state of the thread. */
export function StatusBar() {
  const { chat, t } = useView();
  const { notices, failure, thread } = chat.state;
  const status = thread.value?.status;
  return (
    <div class="status" part="status">
      {notices.value.map((notice) => (
        <NoticeView key={notice.key} notice={notice} />
      ))}
      {failure.value && <FailureView failure={failure.value} />}
      {status?.type === 'closed' && (
        <p class="banner" part="closed-banner" role="status">
          <Icon name="ui-lock" />
          <span dir="auto">{status.reason ?? t('closed')}</span>
        </p>
      )}
    </div>
  );
}

const NOTICE_ICONS = { info: 'info', warning: 'ui-warning', danger: 'ui-danger' } as const;

function NoticeView({ notice }: { notice: Notice }) {
  const { chat, t } = useView();
  const host = useMarkdownHost();
  return (
    <div
      class={`notice notice-${notice.level}`}
      part="notice"
      role={notice.level === 'danger' ? 'alert' : 'status'}
    >
      <Icon name={NOTICE_ICONS[notice.level]} />
      <div class="notice-body">
        {notice.title && <strong dir="auto">{notice.title}</strong>}
        <Markdown text={notice.message} growing={false} host={host} />
      </div>
      <IconButton
        icon="close"
        label={t('dismiss')}
        onClick={() => chat.state.dismissNotice(notice.key)}
      />
    </div>
  );
}

const FAILURE_TEXTS: Record<string, TextName> = {
  connection_error: 'errorConnection',
  stream_cut: 'errorConnection',
  http_429: 'errorLimit',
  rate_limit_exceeded: 'errorLimit',
  too_many_runs: 'errorLimit',
  http_401: 'errorAccess',
  invalid_client_secret: 'errorAccess',
  session_expired: 'errorAccess',
  session_cancelled: 'errorAccess',
  thread_busy: 'errorBusy',
  'thread.load': 'errorLoad',
  dictation: 'errorDictation',
};

/** Codes are an open set: one may be the name of anything. */
function textOf(code: string): TextName {
  return (Object.hasOwn(FAILURE_TEXTS, code) && FAILURE_TEXTS[code]) || 'errorGeneric';
}

function FailureView({ failure }: { failure: Failure }) {
  const { chat, t } = useView();
  return (
    <div class="notice notice-danger" part="error" role="alert">
      <Icon name="ui-danger" />
      <div class="notice-body">
        <strong>{t('errorTitle')}</strong>
        <p dir="auto">{failure.message ?? t(textOf(failure.code))}</p>
      </div>
      {failure.allowRetry && (
        <button
          type="button"
          class="text-button"
          part="retry-button"
          onClick={() => void chat.turns.retry()}
        >
          <Icon name="reload" />
          {t('retry')}
        </button>
      )}
    </div>
  );
}
