/**
 * The event detail of `chatkit-link://name?key=value`. Ours: no source tells how an address maps.
 */
export function deepLinkDetail(url: string): { name: string; data: Record<string, unknown> } {
  const [name = '', query = ''] = url.replace(/^chatkit-link:(\/\/)?/i, '').split('?');
  return {
    name: decodeURIComponent(name.replace(/\/$/, '')),
    data: Object.fromEntries(new URLSearchParams(query)),
  };
}
