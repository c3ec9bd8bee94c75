import { ChatKit, useChatKit } from '@openai/chatkit-react';

/** The session is made by your server: the API key never reaches the browser. */
async function getClientSecret(): Promise<string> {
  const response = await fetch('/session', { method: 'POST' });
  return (await response.json()).client_secret;
}

/** A chat beside a button that writes to it. */
export function App() {
  const { control, sendUserMessage } = useChatKit({
    api: { getClientSecret },
    threadItemActions: { retry: true },
    onClientTool: ({ name, params }) => ({ called: name, params }),
    onError: ({ error }) => console.error(error),
  });
  return (
    <>
      <button onClick={() => void sendUserMessage({ text: 'Hello' })}>Say hello</button>
      <ChatKit control={control} style={{ height: 600 }} />
    </>
  );
}
