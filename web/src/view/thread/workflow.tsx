import { Icon } from '../../icons/icon.tsx';
import { Markdown } from '../../markdown/markdown.tsx';
import type { Task, Workflow } from '../../protocol/items.ts';
import { Spinner } from '../controls.tsx';
import { type ViewContext, useView } from '../context.ts';
import { useMarkdownHost } from '../markdown_host.ts';
import { SourceView } from './sources.tsx';

/** What the assistant did or thought on the way, folded under its summary. */
export function WorkflowView({ workflow, growing }: { workflow: Workflow; growing: boolean }) {
  const view = useView();
  const head = (
    <>
      {growing && !workflow.summary ? <Spinner /> : <Icon name={iconOf(workflow)} />}
      <span class={growing && !workflow.summary ? 'shimmer' : ''}>
        {titleOf(workflow, growing, view)}
      </span>
    </>
  );
  if (workflow.tasks.length === 0) return <div class="workflow workflow-head">{head}</div>;
  return (
    <details class="workflow" part="workflow" open={growing || (workflow.expanded ?? false)}>
      <summary class="workflow-head">{head}</summary>
      <ol class="tasks">
        {workflow.tasks.map((task, at) => (
          <li key={at}>
            <TaskView task={task} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function titleOf({ summary, tasks, type }: Workflow, growing: boolean, { t }: ViewContext): string {
  if (summary && 'title' in summary) return summary.title;
  if (summary) return t('thoughtFor', { seconds: summary.duration });
  if (type === 'reasoning') return t('thinking');
  return growing ? (tasks.at(-1)?.title ?? t('working')) : t('steps', { count: tasks.length });
}

function iconOf({ summary, type }: Workflow): string {
  if (summary && 'title' in summary && summary.icon) return summary.icon;
  return type === 'reasoning' ? 'lightbulb' : 'check-circle';
}

const TASK_ICONS = {
  custom: 'check',
  web_search: 'globe',
  thought: 'sparkle',
  file: 'document',
  image: 'images',
} as const;

/** One step, with what it says or found. */
export function TaskView({ task }: { task: Task }) {
  const host = useMarkdownHost();
  const content = 'content' in task ? task.content : null;
  const sources = 'sources' in task ? (task.sources ?? []) : [];
  const icon = (task.type === 'custom' && task.icon) || TASK_ICONS[task.type];
  const title =
    task.title ??
    (task.type === 'web_search' ? (task.title_query ?? task.queries?.join(', ')) : null);
  return (
    <div class="task" part="task">
      {task.status_indicator === 'loading' ? <Spinner /> : <Icon name={icon} />}
      <div class="task-body">
        {title && <strong dir="auto">{title}</strong>}
        {content && <Markdown text={content} growing={false} host={host} />}
        {sources.length > 0 && (
          <ul class="task-sources">
            {sources.map((source, at) => (
              <li key={at}>
                <SourceView source={source} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}
