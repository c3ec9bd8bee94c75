/** Threads are read page by page, from servers of either habit, and events never empty them. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, said } from '../support/answered_site.ts';
import type { ChatPage } from '../support/browser.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

interface PageWindow {
  chat: HTMLElement & { setThreadId(id: string | null): Promise<void> };
}
interface ItemPage {
  data: { id: string }[];
  has_more: boolean;
  after?: string;
}

const limit = { timeout: 60_000 };
const TURNS = 25;
/** Of the 20 items of a page. */
const PAGE_TURNS = 10;
const QUESTIONS = Array.from({ length: TURNS }, (_, at) => `question ${at + 1}`);

/** Sends ops as the user of a chat, without the element. */
class ApiUser {
  private readonly url = `${stage.site.server.url}/v1/chatkit/conversation`;
  private readonly secret: string;

  private constructor(secret: string) {
    this.secret = secret;
  }

  static async of({ user }: ChatPage): Promise<ApiUser> {
    return new ApiUser(await stage.site.server.secret(user));
  }

  async post(type: string, params: object): Promise<string> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { Authorization: `Bearer ${this.secret}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type, params }),
    });
    assert.equal(response.status, 200);
    return response.text();
  }

  /** A thread with `TURNS` turns of two items each. */
  async thread(): Promise<string> {
    let id = '';
    for (const text of QUESTIONS) {
      const content = [{ type: 'input_text', text }];
      const input = { content, attachments: [], inference_options: {} };
      const stream = await (id
        ? this.post('threads.add_user_message', { thread_id: id, input })
        : this.post('threads.create', { input }));
      id ||= /"(cthr_\w+)"/.exec(stream)?.[1] ?? '';
    }
    return id;
  }
}

const open = ({ page }: ChatPage, id: string): Promise<void> =>
  page.evaluate((thread) => (globalThis as unknown as PageWindow).chat.setThreadId(thread), id);

const bubbles = ({ page }: ChatPage): Promise<string[]> =>
  page.locator('.bubble').allTextContents();

/** The newest questions are shown: a page of them, and what was read ahead since. */
async function showsNewest(chat: ChatPage): Promise<void> {
  const shown = await bubbles(chat);
  assert.ok(shown.length >= PAGE_TURNS, String(shown.length));
  assert.deepEqual(shown, QUESTIONS.slice(-shown.length));
}

/** Scrolls up until the first question of the thread is here. */
async function scrollToFirst({ page }: ChatPage): Promise<void> {
  const first = page.locator('.bubble').first();
  const thread = page.locator('.thread');
  while ((await first.textContent()) !== QUESTIONS[0]) {
    await thread.evaluate((box) => box.scrollTo({ top: 0 }));
    await page.waitForTimeout(20);
  }
}

test('a long thread opens at its newest page, and older ones come on the way up', limit, () =>
  stage.chat(
    () => [said('answer')],
    async (chat) => {
      const id = await (await ApiUser.of(chat)).thread();
      await open(chat, id);
      await showsNewest(chat);
      await scrollToFirst(chat);
      assert.deepEqual(await bubbles(chat), QUESTIONS);
      const [opened, ...lists] = stage.site.ops;
      assert.equal(opened?.type, 'threads.get_by_id');
      assert.deepEqual(
        lists.map(({ type, params }) => [type, params['order']]),
        [
          ['items.list', 'desc'],
          ['items.list', 'desc'],
        ],
      );
      assert.ok(lists.every(({ params }) => typeof params['after'] === 'string'));
    },
  ),
);

test('a server that begins at the oldest page is asked for the newest', limit, () =>
  stage.chat(
    () => [said('answer')],
    async (chat) => {
      const api = await ApiUser.of(chat);
      const id = await api.thread();
      const oldest = JSON.parse(
        await api.post('items.list', { thread_id: id, order: 'asc' }),
      ) as ItemPage;
      await chat.page.route('**/conversation', async (route) => {
        if (!route.request().postData()?.includes('threads.get_by_id')) return route.continue();
        const response = await route.fetch();
        const thread = (await response.json()) as object;
        return route.fulfill({ response, json: { ...thread, items: oldest } });
      });
      await open(chat, id);
      await showsNewest(chat);
      await scrollToFirst(chat);
      assert.deepEqual(await bubbles(chat), QUESTIONS);
    },
  ),
);

test('an update of the thread that carries no items empties nothing', limit, () =>
  stage.chat(
    () => [said('It stays.'), { type: 'thread.set', title: 'A new name' }],
    async (chat) => {
      await chat.ask('show');
      await chat.page.getByRole('heading', { name: 'A new name' }).waitFor();
      const updates = stage.site.wire.events.filter(({ type }) => type === 'thread.updated');
      assert.ok(updates.length > 0);
      assert.equal(await chat.page.locator('.bubble').innerText(), 'show');
      assert.equal(await chat.page.locator('.assistant').innerText(), 'It stays.');
    },
  ),
);
