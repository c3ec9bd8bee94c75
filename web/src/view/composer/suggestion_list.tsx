import { useEffect, useRef } from 'preact/hooks';
import type { Suggestion } from '../../chat/suggestions.ts';
import { Icon } from '../../icons/icon.tsx';
import { useView } from '../context.ts';
import { builtInCommands } from './built_in_commands.ts';

export const SUGGESTIONS_ID = 'suggestions';

/** The id of the suggestion at `at`, for the field that points at it. */
export const optionId = (at: number): string => `suggestion-${at}`;

/** What is offered at "@" and "/"; the focus stays in the field. */
export function SuggestionList() {
  const view = useView();
  const { chat, t } = view;
  useEffect(() => {
    chat.suggestions.builtIn = () => builtInCommands(view);
  }, [chat, view]);
  const list = chat.suggestions.list.value;
  if (!list) return null;
  return (
    <div
      class="popup suggestions"
      part="suggestions"
      id={SUGGESTIONS_ID}
      role="listbox"
      aria-label={t(list.kind === 'entity' ? 'mentions' : 'commands')}
    >
      {groupsOf(list.suggestions).map(([group, entries]) => (
        <div key={group} role="group" aria-label={group || undefined}>
          {group && (
            <div class="popup-group" aria-hidden="true" dir="auto">
              {group}
            </div>
          )}
          {entries.map(({ suggestion, at }) => (
            <Option
              key={suggestion.id}
              suggestion={suggestion}
              at={at}
              active={at === list.active}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

function Option({ suggestion, at, active }: OptionProps) {
  const { chat } = useView();
  const option = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (active) option.current?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const { label, description, icon } = suggestion;
  return (
    <div
      ref={option}
      class="popup-item"
      part="suggestion"
      id={optionId(at)}
      role="option"
      aria-selected={active}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void chat.suggestions.pick(at)}
    >
      {icon && <Icon name={icon} />}
      <span class="popup-text" dir="auto">
        {label}
        {description && <small>{description}</small>}
      </span>
    </div>
  );
}

interface OptionProps {
  suggestion: Suggestion;
  at: number;
  active: boolean;
}

/** Suggestions by group, groups in the order in which they first appear. */
function groupsOf(suggestions: readonly Suggestion[]) {
  const groups = new Map<string, { suggestion: Suggestion; at: number }[]>();
  suggestions.forEach((suggestion, at) => {
    const group = suggestion.group ?? '';
    groups.set(group, [...(groups.get(group) ?? []), { suggestion, at }]);
  });
  return [...groups];
}
