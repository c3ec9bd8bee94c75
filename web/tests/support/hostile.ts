/** What whoever speaks through a model may try. Had anything of it run, `hit` would be a global. */

/** Addresses that must not be followed, nor run, nor fetched. */
export const HOSTILE_URLS = [
  'javascript:hit=1',
  'JaVaScRiPt:hit=1',
  'java\tscript:hit=1',
  '\u0001javascript:hit=1',
  ' javascript:hit=1',
  'java\u200Bscript:hit=1',
  '\u202Ejavascript:hit=1',
  'javascript&colon;hit=1',
  '&#106;avascript:hit=1',
  '%6Aavascript:hit=1',
  'vbscript:hit=1',
  'data:text/html,<script>hit=1</script>',
  'data:text/html;base64,PHNjcmlwdD5oaXQ9MTwvc2NyaXB0Pg==',
  'data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" onload="hit=1"/>',
  'blob:https://evil.test/x',
  'filesystem:https://evil.test/x',
  'file:///etc/passwd',
  'view-source:https://evil.test/',
  'about:blank',
  '//evil.test/x',
  '\\\\evil.test\\x',
  'wss://evil.test/',
];

/** Markup that a text must never become. */
export const HOSTILE_HTML = [
  '<script>hit=1</script>',
  '<img src=x onerror=hit=1>',
  '<img src="https://evil.test/i" srcset="https://evil.test/s 1x">',
  '<picture><source srcset="https://evil.test/p"><img></picture>',
  '<svg onload=hit=1><script>hit=1</script><use href="https://evil.test/u#x"/></svg>',
  '<svg><animate onbegin=hit=1 attributeName=x dur=1s>',
  '<iframe src="https://evil.test/f"></iframe>',
  '<iframe srcdoc="<script>parent.hit=1</script>"></iframe>',
  '<object data="https://evil.test/o"></object><embed src="https://evil.test/e">',
  '<base href="https://evil.test/">',
  '<meta http-equiv="refresh" content="0;url=https://evil.test/m">',
  '<link rel="stylesheet" href="https://evil.test/l"><link rel="prefetch" href="https://evil.test/">',
  '<style>@import "https://evil.test/a"; * { background: url(https://evil.test/b) }</style>',
  '<div style="background:url(https://evil.test/d);position:fixed;inset:0">x</div>',
  '<form action="https://evil.test/"><input name="q" autofocus onfocus=hit=1><button>go</button></form>',
  '<details open ontoggle=hit=1>x</details>',
  '<video src="https://evil.test/v" autoplay><source onerror=hit=1></video>',
  '<a href="javascript:hit=1" onclick=hit=1 ping="https://evil.test/">x</a>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=hit=1>',
  '<noscript><p title="</noscript><img src=x onerror=hit=1>">',
  '<template><img src=x onerror=hit=1></template><slot onslotchange=hit=1>',
  '<!--><img src=x onerror=hit=1>-->',
  '<![CDATA[><img src=x onerror=hit=1>]]>',
  '"><img src=x onerror=hit=1>',
  "'-(hit=1)-'",
  '{{constructor.constructor("hit=1")()}}',
];

/** Values of styles that reach out or leave their property. */
export const HOSTILE_CSS = [
  'url(https://evil.test/c)',
  'red;background:url(https://evil.test/c)',
  '}*{background:url(https://evil.test/c)}',
  'image-set("https://evil.test/c" 1x)',
  '-webkit-image-set(url(https://evil.test/c) 1x)',
  'u\\72l(https://evil.test/c)',
  'expression(hit=1)',
  '@import "https://evil.test/c"',
  'var(--x, url(https://evil.test/c))',
  'constructor',
  '__proto__',
];

/** The addresses above in each way that Markdown writes one. */
const HOSTILE_LINKS = HOSTILE_URLS.flatMap((url) => [
  `[link](${url}) [link](<${url}>) ![picture](${url}) <${url}>`,
  `[by name][name]\n\n[name]: ${url}`,
]);

const HOSTILE_MARKDOWN = [
  '[x](https://example.com/"onmouseover="hit=1) [x](https://example.com "x onclick=hit=1")',
  '![tracker](https://evil.test/t.png) [![tracker](https://evil.test/t)](javascript:hit=1)',
  '![x](https://evil.test/a.png "><img src=x onerror=hit=1>")',
  '```"><img src=x onerror=hit=1>\ncode\n```',
  '```html\n<script>hit=1</script><img src=x onerror=hit=1>\n```',
  '`<img src=x onerror=hit=1>`',
  '| <img src=x onerror=hit=1> | [x](javascript:hit=1) |\n| - | - |\n| <script>hit=1</script> | 1 |',
  '[\u202Emoc.elpmaxe//:sptth\u202C](https://evil.test/) \u202E reversed to the end',
  '[https://example.com](https://evil.test/) [e\u200Bx\u200Dample.com](https://evil.test/)',
  '$\\href{javascript:hit=1}{x} \\url{javascript:hit=1} \\includegraphics{https://evil.test/g}$',
  '$\\style{background:url(https://evil.test/s)}{x} \\class{x}{y} \\htmlData{a=b}{z}$',
  '$\\color{url(https://evil.test/k)}{x} \\text{<img src=x onerror=hit=1>}$',
  '$$\\def\\a{\\a\\a}\\a$$',
  '$\\rule{99999em}{99999em}$',
  '\uE0001\uE001 [x](https://example.com/\uE0001\uE001)',
];

/** Everything that a text may carry, read as Markdown or not. */
export const HOSTILE_TEXTS = [...HOSTILE_HTML, ...HOSTILE_LINKS, ...HOSTILE_MARKDOWN];

const KILOBYTES_10 = 10_000;
/** As much as the server takes, with line ends escaped. */
const MEGABYTE = 900_000;
const filled = (unit: string, characters: number): string =>
  unit.repeat(Math.floor(characters / unit.length));

/** Texts that are nothing but too much. */
export const HUGE_TEXTS: Record<string, string> = {
  'one line of a megabyte': filled('x', MEGABYTE),
  'words of a megabyte': filled('word ', MEGABYTE),
  'a megabyte of a hundred thousand lines': filled('line text\n', MEGABYTE),
  'ten thousand paragraphs': filled('A paragraph of words.\n\n', 230_000),
  'quotes 10,000 deep': `${'>'.repeat(KILOBYTES_10)} deep`,
  'lists 10,000 deep': `${'- '.repeat(KILOBYTES_10)}deep`,
  'brackets 10,000 deep': `${'['.repeat(KILOBYTES_10)}deep${']'.repeat(KILOBYTES_10)}`,
  'pictures 10,000 deep': `${'!['.repeat(KILOBYTES_10)}deep${'](x)'.repeat(KILOBYTES_10)}`,
  'emphasis 10,000 deep': `${'*a '.repeat(KILOBYTES_10)}${'b* '.repeat(KILOBYTES_10)}`,
  'marks of a megabyte': filled('*_~`', MEGABYTE),
  'openings of formulas': filled('\\(', MEGABYTE / 2),
  'dollars of a megabyte': filled('$a ', MEGABYTE),
  'a formula 10,000 deep': `$${'{'.repeat(KILOBYTES_10)}x${'}'.repeat(KILOBYTES_10)}$`,
  'addresses of a megabyte': filled('https://', MEGABYTE),
  'markup of a megabyte': filled('<a ', MEGABYTE),
  'a table of 10,000 columns': `${'|a'.repeat(KILOBYTES_10)}|\n${'|-'.repeat(KILOBYTES_10)}|\n`,
};
