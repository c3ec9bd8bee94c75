import type { Entity } from '@openai/chatkit';
import { signal } from '@preact/signals';
import type { WidgetRoot } from '../protocol/items.ts';
import { type Context, reportError } from './context.ts';

/** A preview beside what it belongs to. */
export interface EntityPreview {
  anchor: Element;
  title: string;
  widget: WidgetRoot;
}

/** What happens at entities in messages, sources and the composer: the page's functions decide. */
export class Entities {
  readonly preview = signal<EntityPreview | null>(null);
  private readonly context: Context;
  private requests = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** Tells the page; nothing where the entity does not react. */
  click(entity: Entity): void {
    if (entity.interactive) this.context.options.callbacks.entities?.onClick?.(entity);
  }

  /** Shows what the page has to show of an entity, unless the person has moved on by then. */
  async showPreview(entity: Entity, anchor: Element): Promise<void> {
    const { onRequestPreview } = this.context.options.callbacks.entities ?? {};
    if (!entity.interactive || !onRequestPreview) return;
    const request = ++this.requests;
    try {
      const { preview } = await onRequestPreview(entity);
      if (request === this.requests && preview)
        this.preview.value = { anchor, title: entity.title, widget: preview };
    } catch (cause) {
      reportError(this.context.host, cause);
    }
  }

  hidePreview(): void {
    this.requests++;
    this.preview.value = null;
  }
}
