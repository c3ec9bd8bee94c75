import { Markdown } from '../markdown/markdown.tsx';
import { useView } from './context.ts';
import { useMarkdownHost } from './markdown_host.ts';

/** The page's own words below the composer. */
export function Disclaimer() {
  const { disclaimer } = useView().chat.options.settings;
  const host = useMarkdownHost();
  if (!disclaimer) return null;
  return (
    <div class="disclaimer" part="disclaimer" data-strong={disclaimer.highContrast}>
      <Markdown text={disclaimer.text} growing={false} host={host} />
    </div>
  );
}
