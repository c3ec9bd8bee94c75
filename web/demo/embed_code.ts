import type { ChosenOptions } from './chosen_options.ts';

/** The lines that put such a chat into a page of one's own. */
export function embedCode(origin: string, options: ChosenOptions): string {
  return `<script src="${origin}/chatkit.js"></script>

<openai-chatkit id="chat"></openai-chatkit>

<script>
  document.getElementById('chat').setOptions({
    api: {
      // Your server makes a session for its user and hands out the client secret.
      getClientSecret: async () => {
        const response = await fetch('/my-session', { method: 'POST' });
        return (await response.json()).client_secret;
      },
    },
${members(options)}  });
</script>
`;
}

/** The members of an object literal, a comma after each, indented as they stand in the code. */
function members(options: ChosenOptions): string {
  const entries = Object.entries(options);
  return entries.map(([name, value]) => indented(`${name}: ${literal(value)},`)).join('');
}

/** JSON breaks lines between members only, so what looks like a name at a line's start is one. */
function literal(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(/^(\s*)"(\w+)":/gm, '$1$2:');
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ') + '\n';
}
