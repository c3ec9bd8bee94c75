import { iconBody } from './icons.ts';

/**
 * An icon by name, drawn in the colour of the text; decoration only, so the control needs a label.
 */
export function Icon({ name }: { name: string }) {
  const body = iconBody(name);
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
