/** What an answer shows before and beside its words: progress, workflows, a picture that grows. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, added, done, said, updated } from '../support/answered_site.ts';
import { PIXEL } from '../support/pixel.ts';
import { Gate } from '../support/webhook.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 60_000 };
const gates = (count: number): Gate[] => Array.from({ length: count }, () => new Gate());

test('progress gives way to newer progress and to words, and is not kept', limit, () => {
  const [second, words, end] = gates(3);
  async function* answer() {
    yield { type: 'progress_update', text: 'Searching', icon: 'search' };
    await second?.opened;
    yield { type: 'progress_update', text: 'Reading' };
    await words?.opened;
    yield said('Found it.');
    await end?.opened;
  }
  return stage.chat(answer, async (chat) => {
    const progress = chat.page.locator('.progress');
    await chat.say('show');
    await progress.getByText('Searching').waitFor();
    second?.open();
    await progress.getByText('Reading').waitFor();
    assert.equal(await progress.innerText(), 'Reading');
    words?.open();
    await chat.page.getByText('Found it.').first().waitFor();
    assert.equal(await progress.count(), 0);
    end?.open();
    await chat.event('response.end');
    assert.equal(await chat.page.getByText('Reading').count(), 0);
  });
});

const SOURCE = { type: 'url', title: 'A standard', url: 'https://example.com/standard' };
const TASKS = [
  { type: 'web_search', queries: ['chat kits'], sources: [SOURCE] },
  { type: 'thought', title: 'Weighing', content: 'It **could** be.' },
  { type: 'file', title: 'Opened', sources: [{ type: 'file', title: 'Notes', filename: 'n.md' }] },
  { type: 'image', title: 'Looked at a picture' },
  { type: 'custom', title: 'Wrote it down', icon: 'write', content: 'In short.' },
];

test('a workflow thinks, gains tasks of every kind and folds under its title', limit, () => {
  const [search, rest, end] = gates(3);
  const task = (kind: 'added' | 'updated', task_index: number, status_indicator: string): object =>
    updated('work_1', {
      type: `workflow.task.${kind}`,
      task_index,
      task: { ...TASKS[task_index], status_indicator },
    });
  const workflow = { type: 'reasoning', expanded: false };
  async function* answer() {
    yield added({ id: 'work_1', type: 'workflow', workflow: { ...workflow, tasks: [] } });
    await search?.opened;
    yield task('added', 0, 'loading');
    await rest?.opened;
    yield task('updated', 0, 'complete');
    for (const at of TASKS.keys()) if (at > 0) yield task('added', at, 'none');
    await end?.opened;
    const summary = { title: 'Looked around', icon: 'compass' };
    yield done({
      id: 'work_1',
      type: 'workflow',
      workflow: { ...workflow, tasks: TASKS, summary },
    });
  }
  return stage.chat(answer, async (chat) => {
    const work = chat.page.locator('.workflow');
    await chat.say('show');
    await work.getByText('Thinking').waitFor();
    assert.equal(await work.locator('.task').count(), 0);
    search?.open();
    await work.locator('.task .spinner').waitFor();
    assert.equal(await work.locator('.task strong').innerText(), 'chat kits');
    const link = work.getByRole('link', { name: 'A standard' });
    assert.equal(await link.getAttribute('href'), SOURCE.url);
    rest?.open();
    await work.locator('.task').nth(4).waitFor();
    assert.equal(await work.locator('.task .spinner').count(), 0);
    assert.deepEqual(await work.locator('.task strong').allInnerTexts(), [
      'chat kits',
      'Weighing',
      'could',
      'Opened',
      'Looked at a picture',
      'Wrote it down',
    ]);
    await work.getByText('Notes').waitFor();
    end?.open();
    await chat.event('response.end');
    assert.equal(await work.locator('summary').innerText(), 'Looked around');
    assert.ok(await work.getByText('Wrote it down').isHidden());
    assert.equal(
      stage.site.wire.kinds().filter((kind) => kind === 'workflow.task.added').length,
      5,
    );
  });
});

test('a workflow that is expanded stays open under how long it took', limit, () => {
  const [task] = TASKS.slice(4);
  const workflow = { type: 'custom', tasks: [task], summary: { duration: 7 }, expanded: true };
  return stage.chat(
    () => [done({ type: 'workflow', workflow })],
    async (chat) => {
      await chat.ask('show');
      await chat.page.locator('summary', { hasText: 'Thought for 7 s' }).waitFor();
      assert.ok(await chat.page.getByText('Wrote it down').isVisible());
    },
  );
});

test('a picture is announced, shown unfinished, then finished', limit, () => {
  const [half, whole] = gates(2);
  const image = { id: 'img_1', url: PIXEL };
  async function* answer() {
    yield added({ id: 'pic_1', type: 'generated_image' });
    await half?.opened;
    yield updated('pic_1', { type: 'generated_image.updated', image, progress: 0.5 });
    await whole?.opened;
    yield updated('pic_1', { type: 'generated_image.updated', image, progress: 1 });
    yield done({ id: 'pic_1', type: 'generated_image', image });
  }
  return stage.chat(answer, async (chat) => {
    const figure = chat.page.locator('.generated-image');
    await chat.say('show');
    await figure.getByText('Creating image').waitFor();
    half?.open();
    await figure.getByRole('img', { name: 'Generated image' }).waitFor();
    assert.equal(await figure.getAttribute('data-unfinished'), 'true');
    whole?.open();
    await chat.event('response.end');
    assert.equal(await figure.getAttribute('data-unfinished'), 'false');
    assert.equal(await figure.locator('img').getAttribute('src'), PIXEL);
  });
});
