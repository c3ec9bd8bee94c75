import type { ComponentChildren } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';
import type { Align } from '../widgets/popover_place.ts';
import { usePopover } from '../widgets/use_popover.ts';

export interface MenuEntry {
  id: string;
  label: string;
  description?: string | undefined;
  icon?: string | undefined;
  disabled?: boolean | undefined;
}

interface MenuButtonProps {
  label: string;
  part: string;
  entries: readonly MenuEntry[];
  chosen: string | null;
  onChoose: (id: string) => void;
  /** Which end of the button the menu is flush with. */
  align?: Align;
  children: ComponentChildren;
}

/** A button that opens a menu of which one entry is chosen; arrows, Home, End, Escape, letters. */
export function MenuButton(props: MenuButtonProps) {
  const { label, part, entries, chosen, onChoose, children } = props;
  const { anchor, popover, isOpen, open, close } = usePopover('top', props.align ?? 'start');
  useLayoutEffect(() => {
    const checked = popover.current?.querySelector<HTMLElement>('[aria-checked=true]');
    (checked ?? itemsOf(popover.current)[0])?.focus();
  }, [isOpen, popover]);
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="text-button menu-button"
        part={part}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={isOpen ? close : open}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          open();
        }}
      >
        {children}
        <Icon name="ui-chevron-down" />
      </button>
      {isOpen && (
        <div
          ref={popover}
          popover="auto"
          class="popover menu"
          part="menu"
          role="menu"
          aria-label={label}
          onKeyDown={(event) => {
            if (!menuKey(event, popover.current, close)) return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {entries.map((entry) => (
            <MenuItem
              key={entry.id}
              entry={entry}
              checked={entry.id === chosen}
              onChoose={() => {
                close();
                onChoose(entry.id);
              }}
            />
          ))}
        </div>
      )}
    </>
  );
}

function MenuItem({ entry, checked, onChoose }: MenuItemProps) {
  return (
    <button
      type="button"
      class="popup-item"
      part="menu-item"
      role="menuitemradio"
      aria-checked={checked}
      aria-disabled={entry.disabled ?? false}
      tabIndex={-1}
      onClick={() => !entry.disabled && onChoose()}
    >
      {entry.icon && <Icon name={entry.icon} />}
      <span class="popup-text" dir="auto">
        {entry.label}
        {entry.description && <small>{entry.description}</small>}
      </span>
      {checked && <Icon name="check" />}
    </button>
  );
}

interface MenuItemProps {
  entry: MenuEntry;
  checked: boolean;
  onChoose: () => void;
}

/** Whether the key was for the menu, which has acted on it. */
function menuKey(event: KeyboardEvent, menu: HTMLElement | null, close: () => void): boolean {
  const items = itemsOf(menu);
  const at = items.findIndex((item) => item.matches(':focus'));
  const steps: Record<string, number> = {
    ArrowDown: (at + 1) % items.length,
    ArrowUp: (at - 1 + items.length) % items.length,
    Home: 0,
    End: items.length - 1,
  };
  const to = steps[event.key] ?? startingWith(items, event.key, at);
  if (event.key === 'Escape') close();
  else if (to === null) return false;
  else items[to]?.focus();
  return true;
}

/** The next item after `at` that begins with a letter. */
function startingWith(items: readonly HTMLElement[], key: string, at: number): number | null {
  if (key.length !== 1 || key === ' ') return null;
  const order = items.map((_, step) => (at + 1 + step) % items.length);
  const found = order.find((index) =>
    items[index]?.textContent?.toLocaleLowerCase().startsWith(key.toLocaleLowerCase()),
  );
  return found ?? null;
}

function itemsOf(menu: HTMLElement | null): HTMLElement[] {
  return [...(menu?.querySelectorAll<HTMLElement>('[role=menuitemradio]') ?? [])];
}
