import { useCallback } from 'preact/hooks';
import type { WidgetItem } from '../../protocol/items.ts';
import type { WidgetHost } from '../../widgets/host.ts';
import { useView } from '../context.ts';
import { WidgetFrame } from '../widget_frame.tsx';

/** A widget in the thread. */
export function WidgetItemView({ item }: { item: WidgetItem }) {
  const { actions } = useView().chat;
  const perform: WidgetHost['perform'] = useCallback(
    (action, payload) => actions.perform(action, payload, item.id),
    [actions, item.id],
  );
  return <WidgetFrame widget={item.widget} perform={perform} />;
}
