import { useLayoutEffect, useRef } from 'preact/hooks';
import { useView } from './context.ts';
import { besides } from './place.ts';
import { WidgetFrame } from './widget_frame.tsx';

export const PREVIEW_ID = 'entity-preview';

/** What the page shows of the entity under the pointer or in focus; it is only looked at. */
export function EntityPreview() {
  const { entities } = useView().chat;
  const box = useRef<HTMLDivElement>(null);
  const preview = entities.preview.value;
  useLayoutEffect(() => {
    if (box.current && preview) besides(box.current, preview.anchor.getBoundingClientRect());
  }, [preview]);
  if (!preview) return null;
  return (
    <div
      ref={box}
      id={PREVIEW_ID}
      class="preview"
      part="entity-preview"
      role="tooltip"
      aria-label={preview.title}
    >
      <WidgetFrame widget={preview.widget} perform={nothing} />
    </div>
  );
}

/** The pointer cannot reach a preview, so that its controls are never used. */
const nothing = async (): Promise<void> => undefined;
