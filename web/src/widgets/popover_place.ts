export type Side = 'top' | 'bottom' | 'left' | 'right';
export type Align = 'start' | 'center' | 'end';

interface Size {
  width: number;
  height: number;
}

interface Placing {
  side: Side;
  align: Align;
  rtl: boolean;
}

const GAP_PX = 6;
const EDGE_PX = 8;
const OPPOSITE: Record<Side, Side> = { top: 'bottom', bottom: 'top', left: 'right', right: 'left' };

/** Where a popover lies: at the wanted side, at the other where only that has room, in sight. */
export function placePopover(
  anchor: DOMRect,
  popover: Size,
  view: Size,
  { side, align, rtl }: Placing,
): { left: number; top: number } {
  const fits = room(anchor, view, side) >= needed(popover, side);
  const other = OPPOSITE[side];
  const better = room(anchor, view, other) > room(anchor, view, side);
  const place = corner(anchor, popover, fits || !better ? side : other, { align, rtl });
  return {
    left: within(place.left, EDGE_PX, view.width - popover.width - EDGE_PX),
    top: within(place.top, EDGE_PX, view.height - popover.height - EDGE_PX),
  };
}

function corner(
  anchor: DOMRect,
  popover: Size,
  side: Side,
  { align, rtl }: Omit<Placing, 'side'>,
): { left: number; top: number } {
  const across = anchor.left + aligned(anchor.width - popover.width, align, rtl);
  const along = anchor.top + aligned(anchor.height - popover.height, align, false);
  switch (side) {
    case 'top':
      return { left: across, top: anchor.top - popover.height - GAP_PX };
    case 'bottom':
      return { left: across, top: anchor.bottom + GAP_PX };
    case 'left':
      return { left: anchor.left - popover.width - GAP_PX, top: along };
    case 'right':
      return { left: anchor.right + GAP_PX, top: along };
  }
}

function aligned(spare: number, align: Align, reverse: boolean): number {
  if (align === 'center') return spare / 2;
  return (align === 'end') === reverse ? 0 : spare;
}

function room(anchor: DOMRect, view: Size, side: Side): number {
  const rooms = { top: anchor.top, left: anchor.left };
  if (side === 'bottom') return view.height - anchor.bottom;
  return side === 'right' ? view.width - anchor.right : rooms[side];
}

function needed(popover: Size, side: Side): number {
  return (side === 'top' || side === 'bottom' ? popover.height : popover.width) + GAP_PX + EDGE_PX;
}

function within(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}
