import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import { useFieldId } from './action_scope.tsx';
import { controlLook } from './control_look.ts';
import { fieldName } from './field_name.ts';
import { useWidgetHost } from './host.ts';
import { useAccessibleName } from './use_accessible_name.ts';
import type { usePopover } from './use_popover.ts';

interface PickerProps {
  node: {
    name: string;
    placeholder?: string | null;
    clearable?: boolean | null;
    disabled?: boolean | null;
    variant?: string | null;
    size?: string | null;
    pill?: boolean | null;
    block?: boolean | null;
  };
  /** What goes into the form; null for nothing. */
  value: string | null;
  /** The value in words, and the words where there is none. */
  text: string | null;
  empty: string;
  icon: string;
  popup: 'listbox' | 'dialog';
  /** It shows what it has, and takes nothing now. */
  isWaiting: boolean;
  popover: ReturnType<typeof usePopover>;
  clear(): void;
  /** What opens. */
  children: ComponentChildren;
}

/** A field whose value is picked from something that opens. */
export function Picker(props: PickerProps) {
  const { node, value, text, popup, popover, isWaiting } = props;
  const { t } = useWidgetHost();
  const name = node.placeholder || node.name;
  const popupId = useId();
  useAccessibleName(popover.anchor, popup === 'dialog' && text ? `${name}: ${text}` : name);
  const canClear = node.clearable && value !== null && !node.disabled && !isWaiting;
  const open = (): void => {
    if (!isWaiting) popover.open();
  };
  return (
    <span class="w-picker" data-block={node.block ?? false}>
      <button
        ref={popover.anchor}
        {...controlLook(node)}
        type="button"
        id={useFieldId(node.name)}
        role={popup === 'listbox' ? 'combobox' : undefined}
        aria-haspopup={popup}
        aria-expanded={popover.isOpen}
        aria-controls={popover.isOpen ? popupId : undefined}
        disabled={node.disabled ?? false}
        aria-disabled={isWaiting}
        onClick={() => (popover.isOpen ? popover.close() : open())}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          open();
        }}
      >
        <span class="w-picker-text" data-empty={text === null} dir="auto">
          {text ?? props.empty}
        </span>
        {!canClear && <Icon name={props.icon} />}
      </button>
      {canClear && (
        <button
          type="button"
          class="w-picker-clear"
          aria-label={t('removeFile', { name: text ?? value })}
          onClick={() => {
            props.clear();
            popover.anchor.current?.focus();
          }}
        >
          <Icon name="close" />
        </button>
      )}
      {value !== null && !node.disabled && (
        <input type="hidden" name={fieldName(node.name)} value={value} />
      )}
      {popover.isOpen && (
        <div ref={popover.popover} id={popupId} popover="auto" class="popover">
          {props.children}
        </div>
      )}
    </span>
  );
}
