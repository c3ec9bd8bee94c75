/** Answers as they are read: Markdown that comes in pieces, citations, what is copied. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, added, done, said, updated } from '../support/answered_site.ts';
import { Gate } from '../support/webhook.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

interface PageWindow {
  chat: HTMLElement & { setOptions(options: object): void };
  complete(options: object): object;
  calls: unknown[];
}

const limit = { timeout: 60_000 };

const TEXT = `A ~~wrong~~ **right** word, see https://example.com/x and \\(x^2\\).

| name | number |
| ---- | -----: |
| one  |      1 |

- [x] done
- [ ] open

1. first
   - inner
`;

const part = (text: string) => ({ type: 'output_text', text, annotations: [] });

/** The events of an answer that comes a few letters at a time. */
function inPieces(text: string): object[] {
  const message = { id: 'msg_1', type: 'assistant_message' };
  const update = (type: string, more: object): object =>
    updated('msg_1', { type: `assistant_message.content_part.${type}`, content_index: 0, ...more });
  return [
    added({ ...message, content: [] }),
    update('added', { content: part('') }),
    ...(text.match(/[^]{1,9}/g) ?? []).map((delta) => update('text_delta', { delta })),
    update('done', { content: part(text) }),
    done({ ...message, content: [part(text)] }),
  ];
}

test('an answer that comes in pieces is read as GitHub Markdown with formulas', limit, () =>
  stage.chat(
    () => inPieces(TEXT),
    async (chat) => {
      await chat.ask('show');
      const kinds = stage.site.wire.kinds().filter((kind) => kind !== 'thread.updated');
      assert.deepEqual(
        [...new Set(kinds)],
        [
          'thread.created',
          'thread.item.done',
          'stream_options',
          'thread.item.added',
          'assistant_message.content_part.added',
          'assistant_message.content_part.text_delta',
          'assistant_message.content_part.done',
        ],
      );
      assert.equal(kinds.at(-1), 'thread.item.done');
      const answer = chat.page.locator('.assistant');
      await answer.locator('math msup').waitFor();
      assert.equal(await answer.locator('del').innerText(), 'wrong');
      assert.equal(await answer.locator('strong').innerText(), 'right');
      const link = answer.getByRole('link', { name: 'https://example.com/x' });
      assert.match((await link.getAttribute('rel')) ?? '', /\bnoopener\b/);
      assert.deepEqual(await answer.locator('.table-frame td').allInnerTexts(), ['one', '1']);
      assert.deepEqual(await answer.locator('ul > li').allInnerTexts(), [
        '☑ done',
        '☐ open',
        'inner',
      ]);
    },
  ),
);

test('a table that is too wide scrolls by itself', limit, () => {
  const row = `| ${Array.from({ length: 30 }, (_, at) => `column-${at}`).join(' | ')} |`;
  const table = `${row}\n${row.replace(/[^| ]+/g, '-')}\n${row}`;
  return stage.chat(
    () => [said(table)],
    async (chat) => {
      await chat.ask('show');
      const frame = chat.page.locator('.table-frame');
      const [inner, outer] = await frame.evaluate((box) => [box.scrollWidth, box.clientWidth]);
      assert.ok((inner ?? 0) > (outer ?? 0));
      const thread = chat.page.locator('.thread');
      assert.ok(await thread.evaluate((box) => box.scrollWidth <= box.clientWidth));
    },
  );
});

/** Puts functions into the page that note what they are called with. */
function watchEntities(): void {
  const page = globalThis as unknown as PageWindow;
  page.calls = [];
  page.chat.setOptions(
    page.complete({
      entities: {
        onClick: ({ id }: { id: string }) => page.calls.push(id),
        onRequestPreview: async ({ title }: { title: string }) => ({
          preview: { type: 'Basic', children: [{ type: 'Text', value: `About ${title}` }] },
        }),
      },
    }),
  );
}

test('citations are inserted, count code points, and share a marker in one place', limit, () => {
  const gate = new Gate();
  const text = '😀 First fact. Second fact.';
  const entity = (id: string, interactive: boolean) => ({
    type: 'annotation',
    index: 13,
    source: { type: 'entity', id, title: `The ${id}`, interactive, data: {} },
  });
  const page = {
    type: 'annotation',
    index: 26,
    source: { type: 'url', title: 'A page', url: 'https://example.com/' },
  };
  const cite = (annotation_index: number, annotation: object): object =>
    updated('msg_1', {
      type: 'assistant_message.content_part.annotation_added',
      content_index: 0,
      annotation_index,
      annotation,
    });
  async function* answer() {
    const content = [part(text)];
    yield added({ id: 'msg_1', type: 'assistant_message', content });
    yield cite(0, page);
    yield cite(0, entity('second', false));
    yield cite(0, entity('first', true));
    await gate.opened;
    const annotations = [entity('first', true), entity('second', false), page];
    yield done({
      id: 'msg_1',
      type: 'assistant_message',
      content: [{ ...part(text), annotations }],
    });
  }
  return stage.chat(answer, async (chat) => {
    const { page: tab } = chat;
    await tab.evaluate(watchEntities);
    await chat.say('show');
    await tab.locator('.citation').nth(1).waitFor();
    assert.equal(await tab.locator('.assistant p').innerText(), '😀 First fact.1 Second fact.2');
    const sources = tab.locator('.sources');
    assert.equal(await sources.getAttribute('open'), null);
    await sources.locator('summary').click();
    assert.deepEqual(await sources.locator('li').allInnerTexts(), [
      'The first',
      'The second',
      'A page',
    ]);
    gate.open();
    await chat.event('response.end');
    assert.equal(await sources.getByRole('button').count(), 1);
    await sources.getByRole('button', { name: 'The first' }).hover();
    await tab.getByRole('tooltip').getByText('About The first').waitFor();
    await sources.getByRole('button', { name: 'The first' }).click();
    await sources.getByText('The second').click();
    const calls = await tab.evaluate(() => (globalThis as unknown as PageWindow).calls);
    assert.deepEqual(calls, ['first']);
  });
});

test('what is copied is the Markdown of the message and the text of the widget', limit, () => {
  const widget = { type: 'Card', children: [{ type: 'Text', value: 'Drawn' }] };
  return stage.chat(
    () => [said('One **two**'), done({ type: 'widget', widget, copy_text: 'A card in words' })],
    async (chat) => {
      await chat.ask('show');
      await chat.page.locator('.turn-actions').getByRole('button', { name: 'Copy' }).click();
      await chat.page.getByRole('button', { name: 'Copied' }).waitFor();
      assert.equal(
        await chat.page.evaluate(() => navigator.clipboard.readText()),
        'One **two**\n\nA card in words',
      );
    },
    { context: { permissions: ['clipboard-read', 'clipboard-write'] } },
  );
});
