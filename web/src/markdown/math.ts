import { LazyPart } from '../lazy_part.ts';

const part = new LazyPart<typeof import('./math_entry.ts')>('chatkit-math.js');

/** Shows TeX in `root` as formulas once the part that can is here; it stays if that never comes. */
export function showFormulas(root: ParentNode): void {
  const waiting = root.querySelectorAll<HTMLElement>(
    ':is(.math-block, .math-inline):not([data-shown])',
  );
  for (const target of waiting) void showMath(target);
}

async function showMath(target: HTMLElement): Promise<void> {
  const tex = target.textContent ?? '';
  try {
    const { renderMath } = part.current ?? (await part.load());
    renderMath(tex, target, target.classList.contains('math-block'));
    target.dataset['shown'] = 'true';
  } catch {
    return;
  }
}
