import { wireName } from './field_name.ts';

type Values = Record<string, unknown>;

/**
 * The fields of a form by name; dotted names nest. A box that is not ticked is false; what is
 * disabled says nothing.
 */
export function formValues(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const box of form.querySelectorAll<HTMLInputElement>('input[type=checkbox][name]')) {
    if (!box.disabled) put(values, wireName(box.name), box.checked);
  }
  for (const [name, value] of new FormData(form)) {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLInputElement && field.type === 'checkbox'))
      put(values, wireName(name), value);
  }
  return values;
}

/**
 * The action's own payload with the form's values, nested objects joined; `collisions` are the
 * dotted names that both had.
 */
export function mergedPayload(
  values: Values,
  payload: Values,
): { payload: Values; collisions: string[] } {
  const merged: Values = { ...values, ...payload };
  const collisions: string[] = [];
  for (const name of Object.keys(values).filter((each) => Object.hasOwn(payload, each))) {
    const [ours, theirs] = [values[name], payload[name]];
    if (isNested(ours) && isNested(theirs)) {
      const inner = mergedPayload(ours, theirs);
      merged[name] = inner.payload;
      collisions.push(...inner.collisions.map((each) => `${name}.${each}`));
    } else {
      collisions.push(name);
    }
  }
  return { payload: merged, collisions };
}

/** Sets `a.b.c` in nested objects. Names that reach for the prototype are left out. */
export function put(values: Values, name: string, value: unknown): void {
  const path = name.split('.');
  const last = path.pop() ?? '';
  if ([...path, last].some((part) => ['__proto__', 'constructor', 'prototype'].includes(part)))
    return;
  let inner = values;
  for (const part of path) {
    const next = inner[part];
    inner = inner[part] = isNested(next) ? next : {};
  }
  inner[last] = value;
}

function isNested(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
