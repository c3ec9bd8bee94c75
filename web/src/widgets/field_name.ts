const APART = 'field ';

/**
 * The name of a field in the page. A form has its fields as members under their names, before its
 * own: a name that would hide one which the form or its view needs is set apart.
 */
export function fieldName(name: string): string {
  return hidesMember(name) ? APART + name : name;
}

/** The name that `fieldName` was given. */
export function wireName(name: string): string {
  const rest = name.slice(APART.length);
  return name.startsWith(APART) && hidesMember(rest) ? rest : name;
}

/** What the view keeps at an element has a short name or one that begins with a low line. */
function hidesMember(name: string): boolean {
  return /^(_.*|.?)$/.test(name) || name in HTMLFormElement.prototype;
}
