import bundled from 'virtual:chatkit-icons';
import type { ChatKitIcon, HeaderIcon, LucideIcon } from '@openai/chatkit';
import { signal } from '@preact/signals';
import { assetUrl } from '../assets.ts';
import type names from './names.json';

type Named = keyof typeof names;

/** An icon by the name of the API, or one of the element's own (`ui-…`). */
export type IconName = ChatKitIcon | HeaderIcon | Named;

/** Fails to compile when the API names an icon that `names.json` lacks. */
export type MissingIcon = Exclude<ChatKitIcon | HeaderIcon, LucideIcon | Named>;
export const everyIconIsNamed: MissingIcon extends never ? true : MissingIcon = true;

const lucide = signal<Record<string, string> | null>(null);
let asked = false;

/**
 * The inside of the icon's SVG (24 by 24, strokes); null while it is not here or does not exist.
 *
 * `lucide:…` names come from the full set, which is fetched at the first one.
 */
export function iconBody(name: string): string | null {
  if (Object.hasOwn(bundled, name)) return bundled[name] ?? null;
  const found = /^lucide:([a-z0-9-]+)$/.exec(name)?.[1];
  if (found === undefined) return null;
  if (!asked) void loadLucide();
  const bodies = lucide.value ?? {};
  return Object.hasOwn(bodies, found) ? (bodies[found] ?? null) : null;
}

async function loadLucide(): Promise<void> {
  asked = true;
  try {
    const response = await fetch(assetUrl('chatkit-icons.json'));
    if (response.ok) lucide.value = (await response.json()) as Record<string, string>;
  } catch {
    asked = false;
  }
}
