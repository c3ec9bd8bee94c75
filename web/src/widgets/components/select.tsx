import type { NodeOf } from '../node.ts';
import { Picker } from '../picker.tsx';
import { type Option, isSearchable } from '../select/options.ts';
import { OptionList } from '../select/option_list.tsx';
import { usePicked } from '../use_picked.ts';
import { usePopover } from '../use_popover.ts';

type SelectNode = NodeOf<'Select'> & { options?: Option[] | null; searchable?: boolean | null };

const NOTHING = '…';

/** One choice of a list that opens; long lists can be searched. */
export function Select({ node }: { node: SelectNode }) {
  const popover = usePopover('bottom', 'start');
  const options = node.options ?? [];
  const { value, pick, isWaiting } = usePicked(node, node.defaultValue ?? null);
  const chosen = options.find((option) => option.value === value);
  return (
    <Picker
      node={node}
      value={chosen?.value ?? null}
      text={chosen?.label ?? null}
      empty={node.placeholder || NOTHING}
      icon="ui-chevron-down"
      popup="listbox"
      isWaiting={isWaiting}
      popover={popover}
      clear={() => pick(null)}
    >
      <OptionList
        options={options}
        value={value}
        label={node.placeholder || node.name}
        searchable={isSearchable(node.searchable, options)}
        pick={(next) => {
          popover.close();
          pick(next);
        }}
      />
    </Picker>
  );
}
