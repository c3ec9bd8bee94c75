import createDOMPurify from 'dompurify';

/**
 * The addresses that a link may have; a deep link is an event of the page, not a place to go to.
 */
const LINKS =
  /^(?:https?:\/\/|mailto:|tel:|chatkit-link:\/\/|data:image\/(?:png|jpeg|gif|webp);base64,)/i;

const TAGS = `
  a b blockquote br code del div em h1 h2 h3 h4 h5 h6 hr i img li ol p pre s span strong
  sub sup table tbody td th thead tr ul`;
const ATTRIBUTES = 'align alt class href src start title';

const purify = createDOMPurify(window);

/** One object for all calls: DOMPurify reads a new one each time. */
const CONFIG = {
  ALLOWED_TAGS: TAGS.trim().split(/\s+/),
  ALLOWED_ATTR: ATTRIBUTES.split(' '),
  ALLOWED_URI_REGEXP: LINKS,
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  SANITIZE_NAMED_PROPS: true,
  RETURN_DOM_FRAGMENT: true,
} as const;

/**
 * HTML as nodes, with nothing in it that runs, submits or styles. Source: element contract, section
 * 5.
 */
export function sanitized(html: string): DocumentFragment {
  return purify.sanitize(html, CONFIG);
}
