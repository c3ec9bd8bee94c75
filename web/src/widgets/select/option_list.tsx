import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../../icons/icon.tsx';
import { useWidgetHost } from '../host.ts';
import { type Option, matching, optionByKey, optionByTyping } from './options.ts';
import { useTyping } from './use_typing.ts';

interface OptionListProps {
  options: readonly Option[];
  value: string | null;
  label: string;
  searchable: boolean;
  pick(value: string): void;
}

/** The open list of a select: arrows move, letters search, Enter chooses. */
export function OptionList({ options, value, label, searchable, pick }: OptionListProps) {
  const { t } = useWidgetHost();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [query, setQuery] = useState('');
  const [active, setActive] = useState(() => firstActive(options, value));
  const typing = useTyping();
  const shown = matching(options, query);
  const activeId = shown[active] ? `${id}-${active}` : undefined;
  useEffect(() => {
    list.current?.querySelector('[data-active=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);

  const choose = (option: Option | undefined): void => {
    if (option && !option.disabled) pick(option.value);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const isLetter = event.key.length === 1 && !event.ctrlKey && !event.metaKey;
    const typed = isLetter && !searchable ? typing(event.key) : null;
    const at =
      typed === null ? optionByKey(event.key, shown, active) : optionByTyping(typed, shown, active);
    if (at !== null) setActive(at);
    if (event.key === 'Enter') choose(shown[active]);
    if (at !== null || event.key === 'Enter') event.preventDefault();
  };

  return (
    <div class="w-options" onKeyDown={onKeyDown}>
      {searchable && (
        <OptionSearch
          listId={id}
          activeId={activeId}
          query={query}
          search={(text) => {
            setQuery(text);
            setActive(0);
          }}
        />
      )}
      <ul
        ref={list}
        id={id}
        role="listbox"
        aria-label={label}
        tabIndex={searchable ? -1 : 0}
        autofocus={!searchable}
        aria-activedescendant={searchable ? undefined : activeId}
      >
        {shown.map((option, at) => (
          <OptionView
            key={option.value}
            id={`${id}-${at}`}
            option={option}
            isChosen={option.value === value}
            isActive={at === active}
            mark={() => setActive(at)}
            choose={() => choose(option)}
          />
        ))}
      </ul>
      {shown.length === 0 && <p class="w-options-none">{t('noMatches')}</p>}
    </div>
  );
}

interface OptionSearchProps {
  listId: string;
  activeId: string | undefined;
  query: string;
  search(text: string): void;
}

function OptionSearch({ listId, activeId, query, search }: OptionSearchProps) {
  const { t } = useWidgetHost();
  return (
    <label class="w-options-search">
      <Icon name="search" />
      <input
        type="text"
        role="combobox"
        autofocus
        autocomplete="off"
        placeholder={t('searchHistory')}
        aria-label={t('searchHistory')}
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={activeId}
        value={query}
        onInput={(event) => search(event.currentTarget.value)}
      />
    </label>
  );
}

interface OptionViewProps {
  id: string;
  option: Option;
  isChosen: boolean;
  isActive: boolean;
  mark(): void;
  choose(): void;
}

function OptionView({ id, option, isChosen, isActive, mark, choose }: OptionViewProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      aria-disabled={option.disabled ?? false}
      data-active={isActive}
      onPointerMove={mark}
      onClick={choose}
    >
      <span dir="auto">
        {option.label}
        {option.description && <small dir="auto">{option.description}</small>}
      </span>
      {isChosen && <Icon name="check" />}
    </li>
  );
}

/** Where the mark begins: at the value, or at the first that can be chosen. */
function firstActive(options: readonly Option[], value: string | null): number {
  const chosen = options.findIndex((option) => option.value === value);
  return chosen === -1 ? (optionByKey('Home', options, chosen) ?? chosen) : chosen;
}
