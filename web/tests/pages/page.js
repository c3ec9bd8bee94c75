/** Puts an element into the page and keeps every event of it for the test. */
window.chatEvents = [];

/** What the policy of the page kept from happening. */
window.violations = [];
addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
  window.violations.push(`${violatedDirective} ${blockedURI}`),
);

const NAMES = [
  'ready',
  'error',
  'effect',
  'deeplink',
  'response.start',
  'response.end',
  'history.open',
  'history.close',
  'thread.change',
  'thread.load.start',
  'thread.load.end',
  'tool.change',
  'log',
];

/** Options from a test carry no functions: the page adds its own. */
/** The application's own endpoint: the same server, with a fetch that knows who asks. */
const customApi = (custom, getClientSecret) => ({
  ...custom,
  fetch: async (url, init) => {
    const headers = new Headers(init?.headers);
    headers.set('Authorization', `Bearer ${await getClientSecret()}`);
    return fetch(url, { ...init, headers });
  },
});

window.mount = ({ customUrl, ...options }, user) => {
  const chat = document.createElement('openai-chatkit');
  for (const name of NAMES) {
    chat.addEventListener(`chatkit.${name}`, ({ detail }) => {
      window.chatEvents.push({
        name,
        detail: detail?.error ? { message: detail.error.message } : detail,
      });
    });
  }
  const getClientSecret = async () => (await fetch(`secret?user=${user}`)).text();
  window.complete = (more) => ({
    api: customUrl
      ? customApi({ url: customUrl, domainKey: 'any' }, getClientSecret)
      : { getClientSecret },
    onClientTool: ({ name, params }) => ({ shown: `${name}: ${params.message}` }),
    ...more,
  });
  chat.setOptions(window.complete(options));
  document.body.append(chat);
  window.chat = chat;
};
