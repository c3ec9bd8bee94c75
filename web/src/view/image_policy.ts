/**
 * Whether a picture that an answer names may be fetched: from the thread's domains and their
 * subdomains, from `origins`, or within the address itself. Without domains, from nowhere else: a
 * picture tells its server who reads. Source: element contract, section 4, image policy.
 */
export function allowsImage(
  url: string,
  domains: readonly string[],
  origins: readonly string[],
): boolean {
  if (/^data:image\/(png|jpeg|gif|webp);base64,/i.test(url)) return true;
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  if (origins.includes(parsed.origin)) return true;
  if (parsed.protocol !== 'https:' && parsed.protocol !== 'http:') return false;
  const host = parsed.hostname.toLowerCase();
  return domains.some((domain) => {
    const wanted = domain.toLowerCase().replace(/^\*\./, '');
    return host === wanted || host.endsWith(`.${wanted}`);
  });
}
