import type { OpenAIChatKit, StartScreenPrompt } from '@openai/chatkit';
import { batch } from '@preact/signals';
import type { Context } from './context.ts';
import { requireIdle } from './context.ts';
import type { Turns } from './turns.ts';
import type { Uploads } from './uploads.ts';
import { contentOf, lengthOf } from '../state/draft_parts.ts';
import { inferenceOptions, inputOf, modelOf, wireContent } from './user_input.ts';

type ComposerValue = Parameters<OpenAIChatKit['setComposerValue']>[0];

/** What a person is about to say: the draft, its files, quote, tool and model. */
export class Composing {
  private readonly context: Context;
  private readonly turns: Turns;
  private readonly uploads: Uploads;

  constructor(context: Context, turns: Turns, uploads: Uploads) {
    this.context = context;
    this.turns = turns;
    this.uploads = uploads;
  }

  /** Whether `submit` would send something. */
  get canSubmit(): boolean {
    const { state } = this.context;
    const uploads = state.uploads.value;
    const ready = uploads.every((upload) => upload.failure !== null || upload.attachment !== null);
    const something = !state.draft.isBlank || uploads.some((upload) => upload.attachment);
    return ready && something && state.phase.value === 'idle';
  }

  /** Sends the draft with all that belongs to it. Nothing while it is empty or busy. */
  async submit(): Promise<void> {
    if (!this.canSubmit) return;
    const { state, options } = this.context;
    const quote = state.quote.peek();
    const files = state.uploads.peek().flatMap(({ attachment }) => attachment ?? []);
    const input = {
      content: contentOf(state.draft.parts.peek()),
      attachments: files.map(({ id }) => id),
      inference_options: inferenceOptions(
        state.toolId.peek(),
        modelOf(options.callbacks, state.modelId.peek()),
      ),
      ...(quote !== null && { quoted_text: quote }),
    };
    const sent = this.turns.send(input, files);
    this.reset();
    await sent;
  }

  /** Sends a prompt of the start screen. */
  async submitPrompt(prompt: StartScreenPrompt['prompt']): Promise<void> {
    const { state, options } = this.context;
    const model = modelOf(options.callbacks, state.modelId.peek());
    await this.turns.send({
      content: wireContent(prompt),
      attachments: [],
      inference_options: inferenceOptions(null, model),
    });
  }

  /** The page's own message; the draft stays. */
  async send(params: Parameters<OpenAIChatKit['sendUserMessage']>[0]): Promise<void> {
    await this.turns.send(inputOf(params), params.attachments);
  }

  /** Fills the composer; what is not named stays. Errors: Error while busy. */
  async fill(value: ComposerValue): Promise<void> {
    const { state } = this.context;
    requireIdle(state);
    batch(() => {
      const content = value.content ?? value.text;
      if (content !== undefined) {
        const end = lengthOf(state.draft.parts.peek());
        state.draft.replace({ start: 0, end }, wireContent(content));
      }
      if (value.reply !== undefined) state.quote.value = value.reply || null;
      if (value.selectedToolId !== undefined) state.toolId.value = value.selectedToolId;
      if (value.selectedModelId !== undefined) state.modelId.value = value.selectedModelId;
      if (value.attachments) this.uploads.addKnown(value.attachments);
    });
    await this.uploads.add(value.files ?? []);
  }

  private reset(): void {
    const { state, options } = this.context;
    const tool = options.settings.composer.tools.find(({ id }) => id === state.toolId.peek());
    batch(() => {
      state.draft.clear();
      state.quote.value = null;
      this.uploads.clear();
      if (!tool?.persistent) state.toolId.value = null;
    });
  }
}
