import type { ItemCell } from './item_list.ts';

/** A person's message and all that answers it; answers before any message have none. */
export interface TurnGroup {
  key: number;
  user: ItemCell | null;
  answers: ItemCell[];
}

/** Cuts the cells into turns. Kinds never change, so nothing is subscribed to. */
export function turnGroups(cells: readonly ItemCell[]): TurnGroup[] {
  const groups: TurnGroup[] = [];
  for (const cell of cells) {
    const last = groups.at(-1);
    if (cell.item.peek().type === 'user_message')
      groups.push({ key: cell.key, user: cell, answers: [] });
    else if (last) last.answers.push(cell);
    else groups.push({ key: cell.key, user: null, answers: [cell] });
  }
  return groups;
}
