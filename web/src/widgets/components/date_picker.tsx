import { Calendar } from '../calendar/calendar.tsx';
import { dateOf, dayOf } from '../calendar/days.ts';
import { datePattern } from '../calendar/locale.ts';
import { useWidgetHost } from '../host.ts';
import type { NodeOf } from '../node.ts';
import { Picker } from '../picker.tsx';
import { usePicked } from '../use_picked.ts';
import { usePopover } from '../use_popover.ts';

/** A day, picked from a calendar; its value is an ISO date such as `2026-03-01`. */
export function DatePicker({ node }: { node: NodeOf<'DatePicker'> }) {
  const { locale } = useWidgetHost();
  const popover = usePopover(node.side ?? 'bottom', node.align ?? 'start');
  const { value, pick, isWaiting } = usePicked(node, dayOf(node.defaultValue));
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' });
  return (
    <Picker
      node={node}
      value={value}
      text={value && format.format(dateOf(value))}
      empty={node.placeholder || datePattern(locale)}
      icon="calendar"
      popup="dialog"
      isWaiting={isWaiting}
      popover={popover}
      clear={() => pick(null)}
    >
      <Calendar
        value={value}
        min={dayOf(node.min)}
        max={dayOf(node.max)}
        locale={locale}
        label={node.placeholder || node.name}
        pick={(day) => {
          popover.close();
          pick(day);
        }}
      />
    </Picker>
  );
}
