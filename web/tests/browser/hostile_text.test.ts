/** Whatever a text says, wherever it stands: nothing runs, nothing is fetched, and we chat on. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { answerEvents } from '../support/answer_events.ts';
import { AnsweredSite, done, said } from '../support/answered_site.ts';
import type { ChatPage } from '../support/browser.ts';
import { HostileChat } from '../support/harmless.ts';
import { HOSTILE_HTML, HOSTILE_TEXTS, HOSTILE_URLS, HUGE_TEXTS } from '../support/hostile.ts';
import { PIXEL } from '../support/pixel.ts';
import { type Answer, Gate } from '../support/webhook.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 60_000 };
const options = {
  composer: { attachments: { enabled: true } },
  threadItemActions: { feedback: true, retry: true },
};

/** A chat that is answered with `events` once, looked at `meanwhile`, and then with words. */
async function harmless(
  events: Answer,
  act: (chat: ChatPage) => Promise<void> = async () => undefined,
  meanwhile: (chat: ChatPage) => Promise<void> = async () => undefined,
): Promise<void> {
  const answers: Answer[] = [events];
  stage.webhook.answer = ({ type }) =>
    type === 'title' ? {} : (answers.shift() ?? [said('Fine.')]);
  stage.site.wire.clear();
  const hostile = await HostileChat.open(stage.browser, stage.site, options);
  try {
    await Promise.all([hostile.chat.ask('show'), meanwhile(hostile.chat)]);
    await act(hostile.chat);
    await hostile.isHarmless();
  } finally {
    await hostile.close();
  }
}

const annotation = (source: object) => ({ type: 'annotation', index: 1, source });
const task = (more: object) => ({ status_indicator: 'complete', ...more });

/** Where a text can stand, and the events that put it there. */
const PLACES: Record<string, (text: string) => object[]> = {
  'an answer': (text) => [said(text)],
  'a notice': (text) => [{ type: 'notice', level: 'info', title: text, message: text }],
  'an effect': (text) => [{ type: 'client_effect', name: text, data: { [text]: text } }],
  sources: (text) => [
    said('cited', [
      annotation({ type: 'url', title: text, url: text }),
      annotation({ type: 'file', title: text, filename: text }),
      annotation({ type: 'entity', id: text, title: text, data: { text }, interactive: true }),
    ]),
  ],
  'a workflow': (text) => {
    const sources = [{ type: 'url', title: text, url: text, description: text }];
    const tasks = [
      task({ type: 'custom', title: text, content: text }),
      task({ type: 'thought', title: text, content: text }),
      task({ type: 'web_search', title_query: text, queries: [text], sources }),
      task({ type: 'file', sources: [{ type: 'file', title: text, filename: text }] }),
    ];
    const summary = { title: text };
    return [
      done({ type: 'workflow', workflow: { type: 'custom', tasks, summary, expanded: true } }),
      done({ type: 'task', task: tasks[0] }),
    ];
  },
  'a widget to be copied': (text) => [
    done({ type: 'widget', widget: { type: 'Card', children: [] }, copy_text: text }),
  ],
};

/** The server took and sent all of it: otherwise there was nothing to be harmed by. */
async function cameThrough(): Promise<void> {
  assert.ok(!stage.site.wire.kinds().includes('error'));
}

for (const [place, events] of Object.entries(PLACES)) {
  test(`hostile text in ${place}`, limit, () =>
    harmless(HOSTILE_TEXTS.flatMap(events), cameThrough),
  );
}

test('hostile text in progress', limit, () => {
  const steps = HOSTILE_HTML.map((text) => ({ text, seen: new Gate() }));
  async function* answer() {
    for (const { text, seen } of steps) {
      yield { type: 'progress_update', text };
      await seen.opened;
    }
  }
  return harmless(answer(), cameThrough, async ({ page }) => {
    for (const { text, seen } of steps) {
      await page.locator('.progress').getByText(text, { exact: true }).waitFor();
      seen.open();
    }
  });
});

/** A text as a model writes it: what it means is open until the end. */
async function* inPieces(text: string): AsyncGenerator<string> {
  for (const piece of text.match(/[^]{1,23}/gu) ?? []) {
    await nextTurn();
    yield piece;
  }
}

test('hostile text that comes in pieces', limit, () =>
  harmless(answerEvents(inPieces(HOSTILE_TEXTS.join('\n\n'))), cameThrough),
);

test('hostile addresses of sources and pictures', limit, () =>
  harmless(
    HOSTILE_URLS.flatMap((url) => [
      said('cited', [annotation({ type: 'url', title: 'A page', url })]),
      done({ type: 'generated_image', image: { id: 'i', url } }),
    ]),
    async ({ page }) => {
      assert.equal(await page.locator('.assistant').count(), HOSTILE_URLS.length);
      assert.equal(await page.locator('.assistant a[href]').count(), 0);
      assert.equal(await page.locator('.generated-image img').count(), 0);
    },
  ),
);

/** A server asks no more than 50 questions at once. */
const QUESTIONED = 25;

for (let from = 0; from < HOSTILE_TEXTS.length; from += QUESTIONED) {
  test(`hostile text in questions, from ${from + 1} on`, limit, () => {
    const inputs = HOSTILE_TEXTS.slice(from, from + QUESTIONED).flatMap((text, at) => [
      {
        type: 'multiple_choice',
        id: `choice ${at}`,
        question: text,
        options: [{ value: text }],
      },
      { type: 'freeform', id: `text ${at}`, question: text, description: text },
    ]);
    return harmless([done({ type: 'structured_input', inputs })], async ({ page }) => {
      await page.getByRole('button', { name: 'Skip' }).click();
      await page.locator('.answers').waitFor();
    });
  });
}

for (const type of ['locked', 'closed']) {
  test(`hostile text as the reason of a ${type} thread`, limit, () => {
    const reason = HOSTILE_TEXTS.slice(0, 20).join(' ').slice(0, 500);
    return harmless(
      [said('Over.'), { type: 'thread.set', status: { type, reason } }],
      async ({ page }) => {
        await page.getByText(reason, { exact: true }).waitFor();
        await page.getByRole('button', { name: 'New chat' }).click();
      },
    );
  });
}

test('hostile text in a failure', limit, () => {
  const message = HOSTILE_HTML.join(' ');
  return harmless([{ type: 'error', code: 'custom', message }], async ({ page }) => {
    await page.getByRole('alert').getByText(message).waitFor();
  });
});

test('a failure whose code is the name of something else', limit, () =>
  harmless([], async (chat) => {
    const { page } = chat;
    const error = { type: 'error', code: 'constructor', allow_retry: false };
    const body = `data: ${JSON.stringify(error)}\n\n: end\n\n`;
    const headers = { 'Content-Type': 'text/event-stream', 'chatkit-run': 'run_1' };
    await page.route('**/conversation', (route) => route.fulfill({ headers, body }), { times: 1 });
    await chat.ask('fail');
    await page.getByRole('alert').getByText('The answer could not be completed.').waitFor();
  }),
);

test('hostile titles, file names and words of a person', limit, () => {
  const [title = ''] = HOSTILE_TEXTS;
  const name = '"><img src=x onerror=hit=1>\u202Egpj.txt';
  return harmless([{ type: 'thread.set', title }], async (chat) => {
    const { page } = chat;
    await page.getByRole('heading', { name: title, exact: true }).waitFor();
    await page.getByRole('button', { name: 'History' }).click();
    await page.locator('.thread-title').getByText(title, { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    const buffer = Buffer.from('text');
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/plain', buffer });
    await page.locator('.file-chip[aria-busy=false]').waitFor();
    await chat.ask(HOSTILE_TEXTS.join('\n'));
    // The server keeps what turns the rest of a name around out of it.
    const kept = name.replace('\u202E', '');
    assert.equal(await page.locator('.user .file-name').innerText(), kept);
  });
});

test('a picture of the answer itself is shown', limit, () =>
  harmless([said(`![dot](${PIXEL})`)], async ({ page }) => {
    assert.equal(await page.locator('.assistant img').getAttribute('src'), PIXEL);
  }),
);

for (const [what, text] of Object.entries(HUGE_TEXTS)) {
  test(`an answer of ${what}`, limit, () =>
    harmless([said(text)], async ({ page }) => {
      assert.ok((await page.locator('.assistant').innerText()).length > 0);
    }),
  );
}
