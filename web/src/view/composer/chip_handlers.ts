import type { Chat } from '../../chat/chat.ts';
import { composedRange } from '../composed_range.ts';
import { entityOf } from '../entity_button.tsx';
import { type Chip, chipAt, chipBeside, rangeIn } from './field_dom.ts';

const MOVES = /^(Arrow|Home|End|Page)/;

/** What chips do: a click goes to the page, and pointer or caret beside one shows its preview. */
export function chipHandlers({ entities }: Chat) {
  const preview = (chip: Chip | null): void => {
    if (chip) void entities.showPreview(entityOf(chip.tag), chip.element);
    else entities.hidePreview();
  };
  return {
    onClick({ target }: Event) {
      const chip = chipAt(target);
      if (chip) entities.click(entityOf(chip.tag));
    },
    onMouseOver({ target }: Event) {
      const chip = chipAt(target);
      if (chip) preview(chip);
    },
    onMouseOut({ target }: Event) {
      if (chipAt(target)) preview(null);
    },
    onKeyUp({ key, currentTarget }: { key: string; currentTarget: HTMLElement }) {
      preview(MOVES.test(key) ? chipAtCaret(currentTarget) : null);
    },
  };
}

function chipAtCaret(field: HTMLElement): Chip | null {
  const range = rangeIn(field, composedRange(field.getRootNode() as ShadowRoot));
  return range && chipBeside(field, range);
}
