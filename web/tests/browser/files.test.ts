/** Files: pictures show themselves before and after they are sent, and can be taken back. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, said } from '../support/answered_site.ts';
import { PIXEL_BYTES } from '../support/pixel.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 60_000 };
const picture = { name: 'dot.png', mimeType: 'image/png', buffer: PIXEL_BYTES };
const settings = { options: { composer: { attachments: { enabled: true, maxCount: 2 } } } };

test('a picture that was sent shows the preview of the server', limit, () =>
  stage.chat(
    () => [said('Seen.')],
    async (chat) => {
      const { page } = chat;
      await page.locator('input[type=file]').setInputFiles(picture);
      await page.locator('.file-chip[aria-busy=false] canvas').waitFor();
      await chat.ask('look');
      const shown = page.getByRole('img', { name: 'Image: dot.png' });
      assert.ok((await shown.getAttribute('src'))?.startsWith(`${stage.site.url}/v1/`));
      await page.waitForFunction(() => {
        const root = document.querySelector('openai-chatkit')?.shadowRoot;
        return root?.querySelector<HTMLImageElement>('img.file-image')?.naturalWidth === 1;
      });
    },
    settings,
  ),
);

test('a file that is taken back is deleted, and there is room for another', limit, () =>
  stage.chat(
    () => [said('Seen.')],
    async (chat) => {
      const { page } = chat;
      const files = [1, 2, 3].map((at) => ({ ...picture, name: `${at}.png` }));
      await page.locator('input[type=file]').setInputFiles(files);
      await page.getByText('Too many files').waitFor();
      await page.locator('.file-chip[aria-busy=true]').first().waitFor({ state: 'detached' });
      const deleted = page.waitForResponse(/conversation$/);
      await page.getByRole('button', { name: 'Remove 1.png' }).click();
      assert.equal((await deleted).status(), 200);
      await page.getByRole('button', { name: 'Remove 3.png' }).click();
      await chat.ask('look');
      assert.deepEqual(
        stage.site.ops.map(({ type }) => type),
        ['attachments.delete', 'threads.create'],
      );
      const [gone, sent] = stage.site.ops;
      const { attachments } = sent?.params['input'] as { attachments: string[] };
      assert.equal(attachments.length, 1);
      assert.ok(!attachments.includes(String(gone?.params['attachment_id'])));
      await page.getByRole('img', { name: 'Image: 2.png' }).waitFor();
    },
    settings,
  ),
);
