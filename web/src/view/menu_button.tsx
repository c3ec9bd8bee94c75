import type { ComponentChildren } from 'preact';
import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from '../icons/icon.tsx';

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
  children: ComponentChildren;
}

/** A button that opens a menu of which one entry is chosen; arrows, Home, End, Escape, letters. */
export function MenuButton({ label, part, entries, chosen, onChoose, children }: MenuButtonProps) {
  const open = useSignal(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const checked = menu.current?.querySelector<HTMLElement>('[aria-checked=true]');
    (checked ?? itemsOf(menu.current)[0])?.focus();
  }, [open.value]);
  const close = (): void => {
    open.value = false;
    button.current?.focus();
  };
  return (
    <div
      class="menu-frame"
      onFocusOut={({ currentTarget, relatedTarget }) => {
        if (!currentTarget.contains(relatedTarget as Node | null)) open.value = false;
      }}
    >
      <button
        ref={button}
        type="button"
        class="text-button menu-button"
        part={part}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open.value}
        onClick={() => (open.value = !open.value)}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
          event.preventDefault();
          open.value = true;
        }}
      >
        {children}
        <Icon name="ui-chevron-down" />
      </button>
      {open.value && (
        <div
          ref={menu}
          class="popup"
          part="menu"
          role="menu"
          aria-label={label}
          onKeyDown={(event) => {
            if (!menuKey(event, menu.current, close)) return;
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
    </div>
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
