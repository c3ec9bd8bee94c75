import { Icon } from '../../icons/icon.tsx';
import type { NodeOf } from '../node.ts';
import { useAction } from '../use_action.ts';

/**
 * A button: `submit` sends the form around it, or its own action once that form is valid; any other
 * carries out its own action.
 */
export function Button({ node }: { node: NodeOf<'Button'> }) {
  const action = useAction(node.onClickAction, 'self');
  const color = node.color ?? (node.style === 'primary' ? 'primary' : 'secondary');
  const variant = node.variant ?? (node.style === 'primary' ? 'solid' : 'outline');
  const submits = node.submit === true && !node.onClickAction;
  return (
    <button
      type={submits ? 'submit' : 'button'}
      class={`w-button w-control-${node.size ?? 'lg'} w-${variant} w-color-${color}`}
      data-pill={node.pill ?? true}
      data-block={node.block ?? false}
      data-icon-size={node.iconSize}
      data-uniform={node.uniform ?? false}
      disabled={node.disabled === true}
      aria-disabled={action.pending || action.blocked}
      aria-busy={action.pending}
      aria-label={node.label ? undefined : (node.iconStart ?? node.iconEnd)}
      onClick={submits ? undefined : () => void (node.submit ? action.submit() : action.run())}
    >
      {action.pending ? <span class="spinner" /> : node.iconStart && <Icon name={node.iconStart} />}
      {node.label && <span>{node.label}</span>}
      {node.iconEnd && <Icon name={node.iconEnd} />}
    </button>
  );
}
