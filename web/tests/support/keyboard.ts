import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

const TABS_MAX = 60;

/** What has the focus, as a person sees it. */
interface Focus {
  label: string;
  /** Something on the screen tells where the focus is. */
  isVisible: boolean;
  /** It is the wanted one; else where that is, seen from here. */
  to: 'here' | 'before' | 'behind' | 'nowhere';
}

/** Runs in the page: the edge of the composer says whether the focus is inside. */
async function composerEdge(): Promise<string | undefined> {
  const composer = document.querySelector('openai-chatkit')?.shadowRoot?.querySelector('.composer');
  await Promise.allSettled((composer?.getAnimations() ?? []).map(({ finished }) => finished));
  return composer ? getComputedStyle(composer).borderTopColor : undefined;
}

/** Runs in the page. `edge` is that of a composer without the focus. */
async function focusSeenFrom([selector, edge]: readonly [
  string,
  string | undefined,
]): Promise<Focus> {
  const root = document.querySelector('openai-chatkit')?.shadowRoot;
  const moving = root?.querySelector('.composer')?.getAnimations() ?? [];
  await Promise.allSettled(moving.map(({ finished }) => finished));
  const wanted = root?.querySelector(selector);
  const active = root?.activeElement;
  if (!active) return { label: 'nothing', isVisible: false, to: 'nowhere' };
  const borderOf = (element: Element | null) => element && getComputedStyle(element).borderTopColor;
  const outlined = (element: Element): boolean => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  };
  const inField = active.matches('.field') && borderOf(active.closest('.composer')) !== edge;
  const inOptions = active.closest('.w-options')?.querySelector('[data-active=true]');
  const place = wanted ? active.compareDocumentPosition(wanted) : 0;
  const isBefore = (place & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  return {
    label: active.ariaLabel ?? active.textContent ?? '',
    isVisible: active.matches(':focus-visible') && (outlined(active) || inField || !!inOptions),
    to: !wanted ? 'nowhere' : active === wanted ? 'here' : isBefore ? 'before' : 'behind',
  };
}

/** A person with a keyboard and nothing else, who looks for the focus after every key. */
export class KeyboardUser {
  private readonly page: Page;
  private readonly edge: string | undefined;

  private constructor(page: Page, edge: string | undefined) {
    this.page = page;
    this.edge = edge;
  }

  /** Begins outside of the chat. */
  static async at(page: Page): Promise<KeyboardUser> {
    await page.evaluate(() => {
      const root = document.querySelector('openai-chatkit')?.shadowRoot;
      (root?.activeElement as HTMLElement | null | undefined)?.blur();
    });
    return new KeyboardUser(page, await page.evaluate(composerEdge));
  }

  /** Goes with Tab, or back with Shift and Tab, until the focus is there. */
  async goTo(selector: string): Promise<void> {
    await this.page.locator(selector).first().waitFor();
    for (let tabs = 0; tabs < TABS_MAX; tabs++) {
      const { to } = await this.seesFocus(selector);
      if (to === 'here') return;
      assert.notEqual(to, 'nowhere', selector);
      await this.page.keyboard.press(to === 'before' ? 'Shift+Tab' : 'Tab');
    }
    assert.fail(`Tab does not lead to ${selector}`);
  }

  /** Goes there and presses Enter. */
  async use(selector: string): Promise<void> {
    await this.goTo(selector);
    await this.press('Enter');
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) {
      await this.page.keyboard.press(key);
      await this.seesFocus();
    }
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await this.seesFocus();
  }

  /** Waits until the focus is there without a key pressed. */
  async isBroughtTo(selector: string): Promise<void> {
    await this.page.waitForFunction(
      (wanted) =>
        document.querySelector('openai-chatkit')?.shadowRoot?.activeElement?.matches(wanted),
      selector,
    );
    await this.seesFocus();
  }

  private async seesFocus(selector = '*'): Promise<Focus> {
    const focus = await this.page.evaluate(focusSeenFrom, [selector, this.edge] as const);
    assert.ok(focus.isVisible, `the focus cannot be seen: ${focus.label}`);
    return focus;
  }
}
