/** Widgets change while an answer streams, and what a person typed into them stays. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, added, done, updated } from '../support/answered_site.ts';
import { Gate } from '../support/webhook.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const card = (text: object, badge: string) => ({
  type: 'Card',
  children: [
    { type: 'Markdown', id: 'text', ...text },
    { type: 'Badge', id: 'badge', label: badge },
    { type: 'Input', name: 'note' },
  ],
});

test('text grows, a component is replaced, then the whole', { timeout: 60_000 }, () => {
  const [growth, component, whole] = Array.from({ length: 3 }, () => new Gate());
  const update = (change: object): object => updated('widget_1', change);
  const delta = (text: string, isLast: boolean): object =>
    update({
      type: 'widget.streaming_text.value_delta',
      component_id: 'text',
      delta: text,
      done: isLast,
    });
  const last = card({ value: 'Some **bold** words, and more' }, 'Over');
  async function* answer() {
    const first = card({ value: 'Some', streaming: true }, 'New');
    yield added({ id: 'widget_1', type: 'widget', widget: first });
    await growth?.opened;
    yield delta(' **bold', false);
    yield delta('** words', true);
    await component?.opened;
    const badge = { type: 'Badge', id: 'badge', label: 'Old' };
    yield update({ type: 'widget.component.updated', component_id: 'badge', component: badge });
    await whole?.opened;
    yield update({ type: 'widget.root.updated', widget: last });
    yield done({ id: 'widget_1', type: 'widget', widget: last });
  }
  return stage.chat(answer, async (chat) => {
    const widget = chat.page.locator('.widget');
    await chat.say('show');
    await widget.getByText('New', { exact: true }).waitFor();
    await widget.getByLabel('note').fill('typed');
    growth?.open();
    await widget.locator('strong', { hasText: 'bold' }).waitFor();
    await widget.getByText('Some bold words', { exact: true }).waitFor();
    component?.open();
    await widget.getByText('Old', { exact: true }).waitFor();
    assert.equal(await widget.getByText('New', { exact: true }).count(), 0);
    whole?.open();
    await widget.getByText('Over').waitFor();
    await chat.event('response.end');
    assert.equal(await widget.getByLabel('note').inputValue(), 'typed');
    const kinds = new Set(stage.site.wire.kinds().filter((kind) => kind.startsWith('widget.')));
    assert.deepEqual(
      [...kinds],
      ['widget.streaming_text.value_delta', 'widget.component.updated', 'widget.root.updated'],
    );
  });
});
