import { type Signal, signal } from '@preact/signals';
import type { ItemUpdate } from '../protocol/events.ts';
import type { ThreadItem } from '../protocol/items.ts';
import { updatedItem } from './item_update.ts';

/** An item with a signal of its own: a delta wakes the one that shows it and nobody else. */
export interface ItemCell {
  /** Stays while the item takes its final id, so that its view stays too. */
  readonly key: number;
  readonly item: Signal<ThreadItem>;
}

/** The items of the open thread, oldest first. `cells` changes only when one comes or goes. */
export class ItemList {
  readonly cells: Signal<readonly ItemCell[]> = signal([]);
  private readonly byId = new Map<string, ItemCell>();
  private keys = 0;

  find(id: string): ThreadItem | undefined {
    return this.byId.get(id)?.item.peek();
  }

  /** Puts `item` in the place of the one with its id, or at the end. */
  put(item: ThreadItem): void {
    const cell = this.byId.get(item.id);
    if (cell) cell.item.value = item;
    else this.cells.value = [...this.cells.peek(), this.cell(item)];
  }

  /** Puts `item` where the item `id` was, under its own id from now on. */
  rename(id: string, item: ThreadItem): void {
    const cell = this.byId.get(id);
    if (!cell || this.byId.has(item.id)) {
      this.remove(id);
      this.put(item);
      return;
    }
    this.byId.delete(id);
    this.byId.set(item.id, cell);
    cell.item.value = item;
  }

  update(id: string, update: ItemUpdate): void {
    const cell = this.byId.get(id);
    if (cell) cell.item.value = updatedItem(cell.item.peek(), update);
  }

  remove(id: string): void {
    const cell = this.byId.get(id);
    if (!cell) return;
    this.byId.delete(id);
    this.cells.value = this.cells.peek().filter((each) => each !== cell);
  }

  /** Older items, oldest first, in front of what is here; known ones are left out. */
  prepend(items: readonly ThreadItem[]): void {
    const fresh = items.filter((item) => !this.byId.has(item.id)).map((item) => this.cell(item));
    this.cells.value = [...fresh, ...this.cells.peek()];
  }

  /** Drops everything after the item `id`; nothing if it is unknown. */
  cutAfter(id: string): void {
    const cell = this.byId.get(id);
    if (!cell) return;
    const cells = this.cells.peek();
    const end = cells.indexOf(cell) + 1;
    for (const dropped of cells.slice(end)) this.byId.delete(dropped.item.peek().id);
    this.cells.value = cells.slice(0, end);
  }

  clear(): void {
    this.byId.clear();
    this.cells.value = [];
  }

  /** The items as they are now, without subscribing to them. */
  snapshot(): ThreadItem[] {
    return this.cells.peek().map((cell) => cell.item.peek());
  }

  private cell(item: ThreadItem): ItemCell {
    const cell = { key: ++this.keys, item: signal(item) };
    this.byId.set(item.id, cell);
    return cell;
  }
}
