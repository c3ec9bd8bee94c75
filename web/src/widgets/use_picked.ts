import { useState } from 'preact/hooks';
import type { ActionConfig } from '../chat/widget_actions.ts';
import { useAction } from './use_action.ts';

interface PickedNode {
  name: string;
  onChangeAction?: ActionConfig | null;
}

/**
 * The value that a person picked, or the widget's own until then; a pick carries out the field's
 * action.
 */
export function usePicked(node: PickedNode, initial: string | null) {
  const { run, blocked, pending } = useAction(node.onChangeAction, 'none');
  const [picked, setPicked] = useState<string | null>();
  const value = picked === undefined ? initial : picked;
  const pick = (next: string | null): void => {
    setPicked(next);
    if (next !== value) void run({ [node.name]: next });
  };
  return { value, pick, isWaiting: blocked || pending };
}
