import { LazyPart } from '../lazy_part.ts';

const part = new LazyPart<typeof import('./math_entry.ts')>('chatkit-math.js');

/** Shows TeX as a formula, once the part that can is here; the TeX stays if it never comes. */
export async function showMath(target: HTMLElement, block: boolean): Promise<void> {
  const tex = target.textContent ?? '';
  try {
    const { renderMath } = part.current ?? (await part.load());
    renderMath(tex, target, block);
    target.dataset['shown'] = 'true';
  } catch {
    return;
  }
}
