import { ChatKitElement } from './element/chatkit_element.ts';

const TAG = 'openai-chatkit';

// A page that loads the script twice keeps the first element.
if (!customElements.get(TAG)) customElements.define(TAG, ChatKitElement);
