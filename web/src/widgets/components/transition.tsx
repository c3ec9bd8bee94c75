import { useLayoutEffect, useRef } from 'preact/hooks';
import { type NodeOf, childrenOf, keyed } from '../node.ts';
import { WidgetNode } from '../widget.tsx';

const DURATION_MS = 200;

/** Lets its child appear softly when another takes the place, and the height follow. */
export function Transition({ node }: { node: NodeOf<'Transition'> }) {
  const frame = useRef<HTMLDivElement>(null);
  const height = useRef<number | null>(null);
  const [only] = keyed(childrenOf(node.children));
  useLayoutEffect(() => {
    const now = frame.current?.offsetHeight ?? 0;
    const before = height.current;
    height.current = now;
    if (before === null || before === now || prefersStillness()) return;
    frame.current?.animate([{ height: `${before}px` }, { height: `${now}px` }], {
      duration: DURATION_MS,
      easing: 'ease-out',
    });
  });
  return (
    <div ref={frame} class="w-transition">
      {only && (
        <div key={only.key} class="w-appear">
          <WidgetNode node={only.child} />
        </div>
      )}
    </div>
  );
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
