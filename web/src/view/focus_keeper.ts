/** Where the focus stays if it was inside, the nearest first. */
const NEIGHBOURHOODS = '.uploads, .history-list, .history';
/** Where it goes otherwise; what is there depends on the state of the thread. */
const HOMES = [
  '.field',
  '.questions',
  '[part=new-chat-button]',
  '[part=history-button]',
  '.thread',
];
const FOCUSABLE = 'a[href], button, input, textarea, summary, [contenteditable], [tabindex="0"]';

/**
 * Keeps the focus in the element when what has it goes away or cannot be used any more: a person
 * with a keyboard would have to begin at the top of the page. On touch screens only what a keyboard
 * has focused counts, because the focus opens the keyboard there.
 */
export class FocusKeeper {
  private readonly root: HTMLElement;
  private focused: HTMLElement | null = null;
  private neighbourhoods: Element[] = [];

  constructor(root: HTMLElement) {
    this.root = root;
  }

  /** Works until the returned function is called. */
  attach(): () => void {
    const { root } = this;
    const controller = new AbortController();
    const { signal } = controller;
    root.addEventListener('focusin', ({ target }) => this.note(target as HTMLElement), { signal });
    // Captured, because what has the focus may be gone after the first listener below.
    const capture = { signal, capture: true };
    root.addEventListener('focusout', ({ relatedTarget }) => this.leave(relatedTarget), capture);
    const observer = new MutationObserver(() => this.keep());
    const attributeFilter = ['disabled', 'inert'];
    observer.observe(root, { subtree: true, childList: true, attributeFilter });
    return () => {
      controller.abort();
      observer.disconnect();
    };
  }

  private note(target: HTMLElement): void {
    const hasKeyboard = matchMedia('(hover: hover)').matches || target.matches(':focus-visible');
    this.focused = hasKeyboard ? target : null;
    this.neighbourhoods = [];
    for (let at = target.closest(NEIGHBOURHOODS); at;) {
      this.neighbourhoods.push(at);
      at = at.parentElement?.closest(NEIGHBOURHOODS) ?? null;
    }
  }

  private leave(to: EventTarget | null): void {
    if (to) this.focused = null;
    else queueMicrotask(() => this.letGo());
  }

  /** The person has left what can still be used: nothing is to be kept. */
  private letGo(): void {
    if (this.focused && isUsable(this.focused) && this.active !== this.focused) this.focused = null;
  }

  private keep(): void {
    const { focused } = this;
    if (!focused || isUsable(focused)) return;
    this.focused = null;
    const isLost = this.active === focused || document.activeElement === document.body;
    if (isLost) this.places().map(firstUsable).find(Boolean)?.focus();
  }

  private places(): Element[] {
    const homes = HOMES.flatMap((home) => this.root.querySelector(home) ?? []);
    return [...this.neighbourhoods.filter((each) => each.isConnected), ...homes];
  }

  private get active(): Element | null {
    return (this.root.getRootNode() as ShadowRoot).activeElement;
  }
}

function firstUsable(place: Element): HTMLElement | undefined {
  const candidates = [place, ...place.querySelectorAll(FOCUSABLE)] as HTMLElement[];
  return candidates.find((each) => each.matches(FOCUSABLE) && isUsable(each));
}

function isUsable(element: HTMLElement): boolean {
  return element.isConnected && !element.matches(':disabled') && !element.closest('[inert]');
}
