import type { Entity } from '@openai/chatkit';
import type { ComponentChildren } from 'preact';
import type { DraftTag } from '../state/draft_parts.ts';
import { useView } from './context.ts';

interface EntityButtonProps {
  entity: Entity;
  kind: string;
  children: ComponentChildren;
}

/** An entity in a message or among sources: clicked and previewed if it is interactive. */
export function EntityButton({ entity, kind, children }: EntityButtonProps) {
  const { chat } = useView();
  const { onClick, onRequestPreview } = chat.options.callbacks.entities ?? {};
  if (!entity.interactive || (!onClick && !onRequestPreview)) {
    return (
      <span class={kind} part="tag" dir="auto">
        {children}
      </span>
    );
  }
  const show = (event: { currentTarget: Element }): void =>
    void chat.entities.showPreview(entity, event.currentTarget);
  const hide = (): void => chat.entities.hidePreview();
  return (
    <button
      type="button"
      class={`${kind} entity`}
      part="tag"
      dir="auto"
      onClick={() => chat.entities.click(entity)}
      onMouseEnter={show}
      onFocus={show}
      onMouseLeave={hide}
      onBlur={hide}
      onKeyDown={(event) => event.key === 'Escape' && hide()}
    >
      {children}
    </button>
  );
}

/** The entity that a tag stands for, as the page's functions know it. */
export function entityOf({ id, text, data, group, interactive, icon }: DraftTag): Entity {
  return {
    id,
    title: text,
    data: data as Record<string, string>,
    ...(group && { group }),
    ...(interactive !== undefined && { interactive }),
    ...(icon !== undefined && { icon }),
  };
}
