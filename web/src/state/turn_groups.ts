import type { ItemCell } from './item_list.ts';

/** A person's message and all that answers it; answers before any message have none. */
export interface TurnGroup {
  /** Stays while the turn has any of its items, so that its view stays too. */
  readonly key: number;
  readonly user: ItemCell | null;
  readonly answers: readonly ItemCell[];
}

/** Cuts the cells of a thread into turns; a turn whose cells are the same is the same object. */
export class TurnGroups {
  private turnOf = new Map<ItemCell, TurnGroup>();

  /** The turns of `cells`. Kinds of items never change, so nothing is subscribed to. */
  update(cells: readonly ItemCell[]): readonly TurnGroup[] {
    const before = this.turnOf;
    this.turnOf = new Map();
    return turnsOf(cells).map((own) => {
      const known = own.map((cell) => before.get(cell)).find((turn) => turn !== undefined);
      const turn = known && isSame(known, own) ? known : turnWith(known?.key ?? keyOf(own), own);
      for (const cell of own) this.turnOf.set(cell, turn);
      return turn;
    });
  }
}

function turnsOf(cells: readonly ItemCell[]): ItemCell[][] {
  const turns: ItemCell[][] = [];
  for (const cell of cells) {
    const last = turns.at(-1);
    if (last && !isUser(cell)) last.push(cell);
    else turns.push([cell]);
  }
  return turns;
}

function turnWith(key: number, cells: readonly ItemCell[]): TurnGroup {
  const [first = null, ...rest] = cells;
  return first && isUser(first)
    ? { key, user: first, answers: rest }
    : { key, user: null, answers: cells };
}

function isSame({ user, answers }: TurnGroup, cells: readonly ItemCell[]): boolean {
  const own = user ? [user, ...answers] : answers;
  return own.length === cells.length && own.every((cell, at) => cell === cells[at]);
}

function keyOf(cells: readonly ItemCell[]): number {
  return cells[0]?.key ?? 0;
}

function isUser(cell: ItemCell): boolean {
  return cell.item.peek().type === 'user_message';
}
