import type { Command, Entity } from '@openai/chatkit';
import { effect, signal } from '@preact/signals';
import { type DraftTag, textPart } from '../state/draft_parts.ts';
import { type Trigger, triggerAt } from '../state/draft_trigger.ts';
import { type Context, reportError } from './context.ts';

/** One line of the list that opens at "@" and "/". */
export interface Suggestion {
  id: string;
  label: string;
  description: string | null;
  icon: string | null;
  group: string | null;
  pick(): void | Promise<void>;
}

export interface SuggestionList {
  kind: Trigger['kind'];
  suggestions: readonly Suggestion[];
  active: number;
}

/** A command of the element itself. */
export interface BuiltInCommand {
  id: string;
  label: string;
  icon: string;
  run(): void;
}

/** Offers entities at "@" and commands at "/", as the page's functions find them. */
export class Suggestions {
  /** What is offered now; null while nothing is. */
  readonly list = signal<SuggestionList | null>(null);
  /** The view's commands: it knows their names in the language of the element. */
  builtIn: () => readonly BuiltInCommand[] = () => [];
  private readonly context: Context;
  private trigger: Trigger | null = null;
  private dismissedAt: number | null = null;
  private submenu: readonly Command[] | null = null;
  private searches = 0;

  constructor(context: Context) {
    this.context = context;
  }

  /** Follows the draft until the returned function is called. */
  watch(): () => void {
    const { state, options } = this.context;
    return effect(() => {
      const { entities, commands } = options.settings;
      const offered = [
        ...(entities.search ? ['entity' as const] : []),
        ...(commands ? ['command' as const] : []),
      ];
      this.follow(triggerAt(state.draft.parts.value, state.draft.range.value, offered));
    });
  }

  /** Moves the mark by `step`, around the ends. */
  move(step: number): void {
    const list = this.list.peek();
    if (!list) return;
    const count = list.suggestions.length;
    this.list.value = { ...list, active: (list.active + step + count) % count };
  }

  /** Closes the list; it stays closed until another "@" or "/" is written. */
  dismiss(): void {
    this.dismissedAt = this.trigger?.start ?? null;
    this.close();
  }

  /** Does what suggestion `at` stands for, or the marked one. */
  async pick(at?: number): Promise<void> {
    const list = this.list.peek();
    const picked = list?.suggestions[at ?? list.active];
    this.close();
    await picked?.pick();
  }

  private follow(trigger: Trigger | null): void {
    const before = this.trigger;
    this.trigger = trigger;
    if (trigger?.start !== this.dismissedAt) this.dismissedAt = null;
    if (!trigger || trigger.kind !== before?.kind || trigger.start !== before.start)
      this.submenu = null;
    if (!trigger || this.dismissedAt !== null) return this.close();
    if (trigger.query === before?.query && trigger.start === before.start) return;
    void this.search(trigger);
  }

  private async search(trigger: Trigger): Promise<void> {
    const search = ++this.searches;
    let suggestions: Suggestion[] = [];
    try {
      suggestions = await this.find(trigger);
    } catch (cause) {
      reportError(this.context.host, cause);
    }
    if (search !== this.searches) return;
    this.list.value =
      suggestions.length === 0 ? null : { kind: trigger.kind, suggestions, active: 0 };
  }

  private async find({ kind, query }: Trigger): Promise<Suggestion[]> {
    const { entities, commands } = this.context.options.callbacks;
    if (kind === 'entity') {
      const found = (await entities?.onTagSearch?.(query)) ?? [];
      return found.map((entity) => this.ofEntity(entity));
    }
    if (this.submenu)
      return this.submenu
        .filter(({ label }) => matches(label, query))
        .map((command) => this.ofCommand(command));
    const found = (await commands?.onSearch?.(query)) ?? [];
    return [...found.map((command) => this.ofCommand(command)), ...this.ownCommands(query)];
  }

  private ofEntity(entity: Entity): Suggestion {
    const { id, title, icon = null, group = null } = entity;
    return { id, label: title, description: null, icon, group, pick: () => this.insert(entity) };
  }

  private ofCommand(command: Command): Suggestion {
    const { id, label, description = null, icon = null, group = null } = command;
    return { id, label, description, icon, group, pick: () => this.run(command) };
  }

  /** What needs no function of the page: the composer's tools and the view's commands. */
  private ownCommands(query: string): Suggestion[] {
    const { state, options } = this.context;
    const tools = options.settings.composer.tools.map(({ id, label, icon }) => ({
      id: `tool:${id}`,
      label,
      icon,
      run: () => void (state.toolId.value = id),
    }));
    const found = [...tools, ...this.builtIn()].filter(({ label }) => matches(label, query));
    return found.map(({ id, label, icon, run }) => ({
      id,
      label,
      description: null,
      icon,
      group: null,
      pick: () => {
        this.replaceTrigger('');
        run();
      },
    }));
  }

  private async run(command: Command): Promise<void> {
    const start = this.trigger?.start;
    try {
      const selection = await this.context.options.callbacks.commands?.onSelect?.(command);
      // The person may have gone on: what is written elsewhere by now is left alone.
      if (this.trigger?.kind !== 'command' || this.trigger.start !== start) return;
      if (selection?.type === 'entity') this.insert(selection.entity);
      else if (selection?.type === 'menu') this.openSubmenu(selection.commands);
      else this.replaceTrigger('');
    } catch (cause) {
      reportError(this.context.host, cause);
    }
  }

  private openSubmenu(commands: readonly Command[]): void {
    this.submenu = commands;
    if (this.trigger?.query) this.replaceTrigger('/');
    else if (this.trigger) void this.search(this.trigger);
  }

  private insert(entity: Entity): void {
    const { draft } = this.context.state;
    const range = this.trigger ?? draft.range.peek();
    draft.replace(range, [tagOf(entity), textPart(' ')]);
  }

  private replaceTrigger(text: string): void {
    if (this.trigger) this.context.state.draft.replace(this.trigger, [textPart(text)]);
  }

  private close(): void {
    this.searches++;
    this.list.value = null;
  }
}

function matches(label: string, query: string): boolean {
  return label.toLocaleLowerCase().includes(query.toLocaleLowerCase());
}

function tagOf({ id, title, icon, group, interactive, data }: Entity): DraftTag {
  return {
    type: 'input_tag',
    id,
    text: title,
    data: data ?? {},
    ...(group !== undefined && { group }),
    ...(interactive !== undefined && { interactive }),
    ...(icon !== undefined && { icon }),
  };
}
