/** @jsxImportSource react */

import { ChatKit, useChatKit } from '@openai/chatkit-react';
import { useEffect, useState, version } from 'react';

/** Every event that React handed on, for the test. */
const chatEvents: { name: string; detail?: unknown }[] = [];
/** What React is: strict mode runs each effect twice. */
const react = { version, effectRuns: 0 };
Object.assign(globalThis, { chatEvents, react });

const user = `user-${Math.random().toString(36).slice(2)}`;

async function getClientSecret(): Promise<string> {
  return (await fetch(`/secret?user=${user}`)).text();
}

function Chat({ placeholder }: { placeholder: string }) {
  const { control, sendUserMessage } = useChatKit({
    api: { getClientSecret },
    composer: { placeholder, attachments: { enabled: true } },
    threadItemActions: { retry: true },
    onClientTool: ({ params }) => ({ shown: `${placeholder}: ${String(params['message'])}` }),
    onReady: () => void chatEvents.push({ name: 'ready' }),
    onResponseEnd: () => void chatEvents.push({ name: 'response.end' }),
    onThreadChange: (detail) => void chatEvents.push({ name: 'thread.change', detail }),
    onError: ({ error }) => void chatEvents.push({ name: 'error', detail: error.message }),
  });
  return (
    <>
      <button onClick={() => void sendUserMessage({ text: '/echo greeting' })}>Greet</button>
      <ChatKit control={control} className="chat" />
    </>
  );
}

/** A page as applications write it: options that change, a chat that comes and goes. */
export function App() {
  const [shown, setShown] = useState(true);
  const [placeholder, setPlaceholder] = useState('First');
  useEffect(() => void react.effectRuns++, []);
  return (
    <>
      <button onClick={() => setPlaceholder('Second')}>Change options</button>
      <button onClick={() => setShown(!shown)}>Show or hide</button>
      {shown && <Chat placeholder={placeholder} />}
    </>
  );
}
