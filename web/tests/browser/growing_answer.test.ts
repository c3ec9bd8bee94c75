/** An answer that grows changes only what is new of it, and ends as if it had come at once. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { answerEvents } from '../support/answer_events.ts';
import { AnsweredSite, said } from '../support/answered_site.ts';
import { longAnswer } from '../support/sample_answer.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 60_000 };

/** An answer whose pieces the test gives one by one. */
class Pieces {
  private readonly stream: ReadableStream<string>;
  private controller!: ReadableStreamDefaultController<string>;

  constructor() {
    this.stream = new ReadableStream({
      start: (controller) => void (this.controller = controller),
    });
  }

  events(): AsyncIterable<object> {
    return answerEvents(this.stream);
  }

  say(text: string): void {
    this.controller.enqueue(text);
  }

  end(): void {
    this.controller.close();
  }
}

async function ended(page: Page): Promise<void> {
  await page.locator('.turn-actions').waitFor();
}

/** The newest answer's HTML, without what is different in each. */
async function answerHtml(page: Page): Promise<string> {
  const html = await page.locator('.assistant .markdown').last().innerHTML();
  return html.replaceAll(/<!--.*?-->/g, '');
}

test('what is selected in an answer stays selected while it grows', limit, async () => {
  const pieces = new Pieces();
  await stage.chat(
    () => pieces.events(),
    async (chat) => {
      const { page } = chat;
      await chat.say('show');
      pieces.say('- one\n- some **bold** words');
      await page.locator('.assistant strong').selectText();
      pieces.say(' and more\n- two');
      await page.locator('.assistant li', { hasText: 'two' }).waitFor();
      assert.equal(await page.evaluate(() => String(getSelection())), 'bold');
      pieces.end();
      await ended(page);
      assert.equal(await page.evaluate(() => String(getSelection())), 'bold');
    },
  );
});

test(
  'lines of code keep their nodes and their colours while more of them come',
  limit,
  async () => {
    const pieces = new Pieces();
    await stage.chat(
      () => pieces.events(),
      async (chat) => {
        const { page } = chat;
        await chat.say('show');
        pieces.say('```typescript\nconst one = `1`;\nconst tw');
        const keyword = page.locator('.code-frame .hljs-keyword').first();
        const node = await keyword.elementHandle();
        pieces.say('o = 2; /* three\n');
        await page.locator('.code-frame', { hasText: 'three' }).waitFor();
        pieces.say('four */ const five = 5;\n');
        await page.locator('.code-frame', { hasText: 'five' }).waitFor();
        const keywords = ['const', 'const', 'const'];
        assert.deepEqual(await page.locator('.hljs-keyword').allInnerTexts(), keywords);
        assert.equal(await page.locator('.hljs-comment').innerText(), '/* three\nfour */');
        pieces.say('```\n\nDone.');
        pieces.end();
        await ended(page);
        assert.deepEqual(await page.locator('.hljs-keyword').allInnerTexts(), keywords);
        assert.equal(await node?.evaluate((each) => each.isConnected), true);
      },
    );
  },
);

test('the copy button gives the code as it is by then', limit, async () => {
  const pieces = new Pieces();
  await stage.chat(
    () => pieces.events(),
    async (chat) => {
      const { page } = chat;
      await page.evaluate(() => {
        const writeText = async (text: string): Promise<void> => void (document.title = text);
        Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
      });
      await chat.say('show');
      pieces.say('```\none\n');
      await page.locator('.code-frame', { hasText: 'one' }).waitFor();
      pieces.say('two\n```\n');
      pieces.end();
      await ended(page);
      await page.locator('.code-copy').click();
      assert.equal(await page.title(), 'one two');
    },
  );
});

test('an answer that came in pieces is the answer that came at once', limit, async () => {
  const pieces = new Pieces();
  const answers = [pieces.events(), [said(longAnswer)]];
  await stage.chat(
    () => answers.shift() ?? [],
    async (chat) => {
      const { page } = chat;
      await chat.say('show');
      for (const piece of longAnswer.match(/.{1,60}/gs) ?? []) {
        pieces.say(piece);
        await page.waitForTimeout(1);
      }
      pieces.end();
      await ended(page);
      await page.locator('.assistant math[display=block]').nth(3).waitFor();
      const grown = await answerHtml(page);
      await chat.ask('again');
      await page.locator('.assistant').nth(1).locator('math[display=block]').nth(3).waitFor();
      assert.equal(grown, await answerHtml(page));
    },
  );
});

test('what is loaded when it is wanted has names that may be kept for ever', limit, async () => {
  await stage.chat(
    () => [said('$x$\n\n```js\nlet a;\n```')],
    async (chat) => {
      const loaded: string[] = [];
      chat.page.on('response', (response) => {
        const name = /\/(chatkit-.*)$/.exec(response.url())?.[1];
        if (name) loaded.push(`${response.status()} ${name.replace(/\.[0-9a-f]{8}\./, '.HASH.')}`);
      });
      await chat.ask('show');
      await chat.page.locator('.assistant math').waitFor();
      await chat.page.locator('.assistant .hljs-keyword').waitFor();
      assert.deepEqual(loaded.sort(), [
        '200 chatkit-highlight.HASH.js',
        '200 chatkit-math.HASH.js',
      ]);
    },
  );
});
