/** axe-core finds nothing serious in any state: in both schemes, and from right to left. */

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { seriousFindings } from '../support/axe.ts';
import { Stage, type State } from '../support/stage.ts';
import { STATES } from '../support/states.ts';

let stage: Stage;
before(async () => {
  stage = await Stage.start();
});
after(() => stage?.stop());

const LOOKS: Record<string, object> = {
  light: {},
  dark: { theme: 'dark' },
  'right to left': { locale: 'ar' },
};

for (const [look, options] of Object.entries(LOOKS)) {
  for (const [name, state] of Object.entries<State>(STATES)) {
    test(`${name}, ${look}`, { timeout: 60_000 }, async () => {
      const chat = await stage.show(state, options, { bypassCSP: true });
      try {
        assert.deepEqual(await seriousFindings(chat.page), []);
      } finally {
        await chat.page.context().close();
      }
    });
  }
}
