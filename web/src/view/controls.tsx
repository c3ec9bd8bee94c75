import { Icon } from '../icons/icon.tsx';

interface IconButtonProps {
  icon: string;
  label: string;
  onClick: () => void;
  kind?: string;
  part?: string;
  pressed?: boolean;
  expanded?: boolean;
  disabled?: boolean;
}

/** A button that shows an icon and says its label. */
export function IconButton({
  icon,
  label,
  onClick,
  kind = '',
  part = 'icon-button',
  ...state
}: IconButtonProps) {
  return (
    <button
      type="button"
      class={`icon-button ${kind}`}
      part={part}
      aria-label={label}
      title={label}
      aria-pressed={state.pressed}
      aria-expanded={state.expanded}
      disabled={state.disabled}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

/** Something is on its way. */
export const Spinner = () => <span class="spinner" aria-hidden="true" />;
