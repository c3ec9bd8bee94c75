/** Pictures of an answer come from the domains that the thread allows, and from nowhere else. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AnsweredSite, done, said } from '../support/answered_site.ts';
import type { ChatPage } from '../support/browser.ts';
import { PIXEL_BYTES } from '../support/pixel.ts';

let stage: AnsweredSite;
before(async () => {
  stage = await AnsweredSite.start();
});
after(() => stage?.stop());

const limit = { timeout: 60_000 };
const HOSTS = [
  'pictures.test',
  'cdn.pictures.test',
  'elsewhere.test',
  'pictures.test.elsewhere.test',
];

/** Pictures of every kind, each of every host. */
const PICTURES = HOSTS.flatMap((host) => [
  said(`![markdown of ${host}](https://${host}/markdown)`),
  done({
    type: 'widget',
    widget: {
      type: 'Card',
      status: { text: 'status', favicon: `https://${host}/favicon` },
      children: [{ type: 'Image', src: `https://${host}/image`, alt: `image of ${host}` }],
    },
  }),
  done({ type: 'generated_image', image: { id: 'i', url: `https://${host}/generated` } }),
]);

/** Every host answers with a picture; gives the addresses that were asked of other origins. */
async function fetched(chat: ChatPage): Promise<string[]> {
  await chat.page.route(/^https:/, (route) =>
    route.fulfill({ contentType: 'image/png', body: PIXEL_BYTES }),
  );
  await chat.ask('show');
  await chat.page.waitForFunction(() => {
    const root = document.querySelector('openai-chatkit')?.shadowRoot;
    const pictures = root?.querySelectorAll<HTMLImageElement>('.thread img') ?? [];
    for (const picture of pictures) picture.loading = 'eager';
    return [...pictures].every((picture) => picture.naturalWidth === 1);
  });
  return chat.foreign.splice(0).toSorted();
}

test('only allowed domains and their subdomains are asked', limit, () =>
  stage.chat(
    () => [{ type: 'thread.set', allowed_image_domains: ['pictures.test'] }, ...PICTURES],
    async (chat) => {
      const allowed = HOSTS.slice(0, 2).flatMap((host) =>
        ['markdown', 'favicon', 'image', 'generated'].map((kind) => `https://${host}/${kind}`),
      );
      assert.deepEqual(await fetched(chat), allowed.toSorted());
      await chat.page.getByText('markdown of elsewhere.test').waitFor();
      await chat.page.getByText('image of elsewhere.test', { exact: true }).waitFor();
    },
    { context: { bypassCSP: true } },
  ),
);

test('a thread that allows no domain asks none', limit, () =>
  stage.chat(
    () => PICTURES,
    async (chat) => {
      assert.deepEqual(await fetched(chat), []);
      await chat.page.getByText('markdown of pictures.test', { exact: true }).waitFor();
    },
    { context: { bypassCSP: true } },
  ),
);
