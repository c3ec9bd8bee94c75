/**
 * The event detail of `chatkit-link://name?key=value`. Ours: no source tells how an address maps.
 */
export function deepLinkDetail(url: string): { name: string; data: Record<string, unknown> } {
  const [name = '', query = ''] = url.replace(/^chatkit-link:(\/\/)?/i, '').split('?');
  return {
    name: decoded(name.replace(/\/$/, '')),
    data: Object.fromEntries(new URLSearchParams(query)),
  };
}

/** Percent signs that encode nothing stand for themselves. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
