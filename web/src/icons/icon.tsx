import { type ReadonlySignal, signal } from '@preact/signals';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { iconBody } from './icons.ts';

/**
 * Whether the icons in here are far out of sight. Each `svg` of a page, seen or not, costs a look a
 * frame, so those that are far leave their places empty.
 */
export const Far = createContext<ReadonlySignal<boolean>>(signal(false));

/**
 * An icon by name, drawn in the colour of the text; decoration only, so the control needs a label.
 */
export function Icon({ name }: { name: string }) {
  const far = useContext(Far);
  const body = far.value ? null : iconBody(name);
  if (body === null) return <span class="icon" aria-hidden="true" />;
  return (
    <svg
      class="icon"
      viewBox="0 0 24 24"
      data-filled={name.endsWith('-filled')}
      aria-hidden="true"
      // The body is ours: it was built from lucide's files and never holds a user's text.
      dangerouslySetInnerHTML={{ __html: body }}
    />
  );
}
