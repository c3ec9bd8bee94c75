import type { ChatKitOptions, OpenAIChatKit } from '@openai/chatkit';
import type { Attachment, InferenceOptions, UserContent, UserMessage } from '../protocol/items.ts';
import type { UserInput } from '../protocol/ops.ts';

type SendParams = Parameters<OpenAIChatKit['sendUserMessage']>[0];
type PublicContent = NonNullable<SendParams['content']>;

/** The wire's form of content that a page or a prompt gives; `data` is required there. */
export function wireContent(content: string | PublicContent): UserContent[] {
  if (typeof content === 'string')
    return content === '' ? [] : [{ type: 'input_text', text: content }];
  return content.map((part) =>
    part.type === 'input_tag' ? { ...part, data: part.data ?? {} } : part,
  );
}

/** What the page's `sendUserMessage` says. */
export function inputOf(params: SendParams): UserInput {
  return {
    content: wireContent(params.content ?? params.text ?? ''),
    attachments: (params.attachments ?? []).map((attachment) => attachment.id),
    inference_options: inferenceOptions(params.toolChoice?.id ?? null, params.model ?? null),
    ...(params.reply && { quoted_text: params.reply }),
  };
}

/** Only what is set goes out. */
export function inferenceOptions(toolId: string | null, modelId: string | null): InferenceOptions {
  return {
    ...(toolId !== null && { tool_choice: { id: toolId } }),
    ...(modelId !== null && { model: modelId }),
  };
}

/** The model of a message: the chosen one, or the option's default. */
export function modelOf(options: ChatKitOptions, chosen: string | null): string | null {
  return chosen ?? options.composer?.models?.find((model) => model.default)?.id ?? null;
}

/** The bubble that stands for a message until the server sends its own. */
export function optimisticMessage(input: UserInput, attachments: Attachment[]): UserMessage {
  return {
    type: 'user_message',
    id: `optimistic-${Math.random().toString(36).slice(2)}`,
    thread_id: '',
    created_at: new Date().toISOString(),
    content: input.content,
    attachments,
    quoted_text: input.quoted_text ?? null,
    inference_options: input.inference_options,
  };
}
