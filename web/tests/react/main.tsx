/** @jsxImportSource react */

import { StrictMode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const wanted = new URLSearchParams(location.search);

async function loadElement(): Promise<void> {
  const script = document.createElement('script');
  script.src = '/chatkit.js';
  const loaded = new Promise((resolve) => script.addEventListener('load', resolve));
  document.head.append(script);
  await loaded;
}

function mount(): void {
  const root = createRoot(document.body.appendChild(document.createElement('main')));
  const app = wanted.has('strict') ? (
    <StrictMode>
      <App />
    </StrictMode>
  ) : (
    <App />
  );
  flushSync(() => root.render(app));
}

if (wanted.get('script') === 'before') await loadElement();
mount();
if (wanted.get('script') === 'after') await loadElement();
