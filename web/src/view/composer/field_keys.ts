import type { Suggestions } from '../../chat/suggestions.ts';
import type { Draft } from '../../state/draft.ts';

/** Whether the key was for the open list of suggestions, which has acted on it. */
export function suggestionKey(event: KeyboardEvent, suggestions: Suggestions): boolean {
  if (!suggestions.list.peek() || event.shiftKey) return false;
  switch (event.key) {
    case 'ArrowDown':
      suggestions.move(1);
      return true;
    case 'ArrowUp':
      suggestions.move(-1);
      return true;
    case 'Enter':
    case 'Tab':
      void suggestions.pick();
      return true;
    case 'Escape':
      suggestions.dismiss();
      return true;
    default:
      return false;
  }
}

/** Whether the key asked for undo or redo. The browser's own does not know what the draft does. */
export function undoKey(event: KeyboardEvent, draft: Draft): boolean {
  const key = event.key.toLowerCase();
  if (!(event.ctrlKey || event.metaKey) || event.altKey || (key !== 'z' && key !== 'y'))
    return false;
  if (key === 'y' || event.shiftKey) draft.redo();
  else draft.undo();
  return true;
}
