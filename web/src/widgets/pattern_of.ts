/** The pattern of a field as the browser reads it; one that it cannot read asks nothing. */
export function patternOf({ pattern }: { pattern?: string | null }): string | undefined {
  if (typeof pattern !== 'string') return undefined;
  try {
    new RegExp(pattern, 'v');
    return pattern;
  } catch {
    return undefined;
  }
}
