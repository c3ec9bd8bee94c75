import { type ReadonlySignal, type Signal, computed, signal } from '@preact/signals';
import type { ChatKitOptions } from '@openai/chatkit';
import { sameOptions } from './equal.ts';
import { type Settings, settingsOf } from './settings.ts';

/**
 * The options in force. `setOptions` replaces them; parts that are deeply equal keep their
 * identity, so that nothing that hangs on them moves, and functions are always the page's newest.
 */
export class LiveOptions {
  private readonly current: Signal<{ options: ChatKitOptions; settings: Settings }>;

  constructor(options: ChatKitOptions) {
    this.current = signal({ options, settings: normalised(options) });
  }

  /** Errors: TypeError, and the options before stay in force. */
  replace(options: ChatKitOptions): void {
    const next = normalised(options);
    const before = this.current.peek().settings;
    const settings = Object.fromEntries(
      Object.entries(next).map(([name, value]) => {
        const old = before[name as keyof Settings];
        return [name, sameOptions(old, value) ? old : value];
      }),
    ) as unknown as Settings;
    this.current.value = { options, settings };
  }

  /** The page's functions; read at the moment of the call. */
  get callbacks(): ChatKitOptions {
    return this.current.peek().options;
  }

  get settings(): Settings {
    return this.current.value.settings;
  }

  /** The language that the page wants, as a signal of its own. */
  readonly locale: ReadonlySignal<string> = computed(() => this.current.value.settings.locale);
}

function normalised(options: ChatKitOptions): Settings {
  return settingsOf(options, document.baseURI, navigator.language);
}
