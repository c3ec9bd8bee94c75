/** One entry of a select; description and disabled are known to Python only. */
export interface Option {
  value: string;
  label: string;
  description?: string | null;
  disabled?: boolean | null;
}

/** From here on a list is searchable by itself. */
const SHORT_LIST_MAX = 15;

export function isSearchable(
  asked: boolean | null | undefined,
  options: readonly Option[],
): boolean {
  return asked ?? options.length > SHORT_LIST_MAX;
}

/** The options whose label or description has `query` in it, in any case. */
export function matching(options: readonly Option[], query: string): Option[] {
  const wanted = query.trim().toLocaleLowerCase();
  return options.filter(({ label, description }) =>
    `${label}\n${description ?? ''}`.toLocaleLowerCase().includes(wanted),
  );
}

/** Where a key leads in the list: the index of an option that can be chosen; null if nowhere. */
export function optionByKey(
  key: string,
  options: readonly Option[],
  active: number,
): number | null {
  switch (key) {
    case 'ArrowDown':
      return enabledFrom(options, active + 1, 1);
    case 'ArrowUp':
      return enabledFrom(options, active - 1, -1);
    case 'Home':
      return enabledFrom(options, 0, 1);
    case 'End':
      return enabledFrom(options, options.length - 1, -1);
    default:
      return null;
  }
}

/** The next option after `active`, around the end, whose label begins with `typed`. */
export function optionByTyping(
  typed: string,
  options: readonly Option[],
  active: number,
): number | null {
  const from = typed.length > 1 ? active : active + 1;
  for (let step = 0; step < options.length; step += 1) {
    const at = (from + step + options.length) % options.length;
    const option = options[at];
    const label = option?.label.toLocaleLowerCase() ?? '';
    if (!option?.disabled && label.startsWith(typed.toLocaleLowerCase())) return at;
  }
  return null;
}

function enabledFrom(options: readonly Option[], start: number, step: 1 | -1): number | null {
  for (let at = start; at >= 0 && at < options.length; at += step) {
    if (!options[at]?.disabled) return at;
  }
  return null;
}
