import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { type Align, type Side, placePopover } from './popover_place.ts';

interface PopoverUse {
  anchor: RefObject<HTMLButtonElement | null>;
  /** The element with the attribute `popover`; it is drawn while `isOpen`. */
  popover: RefObject<HTMLDivElement | null>;
  isOpen: boolean;
  open(): void;
  /** Closes it and gives the focus back to the anchor. */
  close(): void;
}

/**
 * A popover in the top layer beside its anchor: Escape, a press elsewhere or the focus going on to
 * something else closes it.
 */
export function usePopover(side: Side, align: Align): PopoverUse {
  const anchor = useRef<HTMLButtonElement>(null);
  const popover = useRef<HTMLDivElement>(null);
  const [isOpen, setOpen] = useState(false);

  useLayoutEffect(() => {
    const [button, element] = [anchor.current, popover.current];
    if (!isOpen || !button || !element) return undefined;
    const place = (): void => {
      const rtl = getComputedStyle(button).direction === 'rtl';
      const view = { width: innerWidth, height: innerHeight };
      const rect = button.getBoundingClientRect();
      element.style.setProperty('--anchor-width', `${rect.width}px`);
      const at = placePopover(rect, element.getBoundingClientRect(), view, { side, align, rtl });
      Object.assign(element.style, { left: `${at.left}px`, top: `${at.top}px` });
    };
    const onToggle = (event: Event): void => {
      if ((event as ToggleEvent).newState === 'closed') setOpen(false);
    };
    const onFocusOut = ({ relatedTarget }: FocusEvent): void => {
      const goesOn = relatedTarget instanceof Node && relatedTarget !== button;
      if (goesOn && !element.contains(relatedTarget)) setOpen(false);
    };
    element.showPopover();
    place();
    element.addEventListener('toggle', onToggle);
    element.addEventListener('focusout', onFocusOut);
    addEventListener('resize', place);
    addEventListener('scroll', place, { capture: true, passive: true });
    return () => {
      element.removeEventListener('toggle', onToggle);
      element.removeEventListener('focusout', onFocusOut);
      removeEventListener('resize', place);
      removeEventListener('scroll', place, { capture: true });
    };
  }, [isOpen, side, align]);

  return {
    anchor,
    popover,
    isOpen,
    open: () => setOpen(true),
    close() {
      popover.current?.hidePopover();
      setOpen(false);
      anchor.current?.focus();
    },
  };
}
