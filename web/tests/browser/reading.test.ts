/** The place of the reader in a thread. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ChatPage } from '../support/browser.ts';
import { stand } from '../support/stand.ts';

const { site, browser } = await stand();

test('the first answer of a thread is read from its beginning', { timeout: 60_000 }, async () => {
  const chat = await ChatPage.open(browser, site);
  try {
    await chat.ask('/long 8');
    await chat.page.locator('[part=jump-button]').waitFor();
    const box = await chat.page.locator('.bubble').boundingBox();
    const thread = await chat.page.locator('.thread').boundingBox();
    assert.ok(box && thread && box.y >= thread.y, 'the view has jumped to the end');
    const { threadId } = (await chat.event('thread.change')) as { threadId: string };
    await chat.mount({ initialThread: threadId }, chat.user);
    await chat.page.locator('.turn-actions').waitFor();
    await chat.page.waitForFunction(() => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot;
      const view = root?.querySelector('.thread');
      return (
        view && view.scrollTop > 0 && view.scrollHeight - view.scrollTop - view.clientHeight < 4
      );
    });
  } finally {
    await chat.close();
  }
});
