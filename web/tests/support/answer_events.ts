import { added, done, updated } from './answered_site.ts';

const TEXT_DELTA = 'assistant_message.content_part.text_delta';

/** What a webhook sends for an answer whose text comes in `pieces`, as they come. */
export async function* answerEvents(pieces: AsyncIterable<string>): AsyncGenerator<object> {
  const message = {
    id: `answer-${Math.random().toString(36).slice(2)}`,
    type: 'assistant_message',
  };
  const part = { type: 'output_text', text: '', annotations: [] };
  yield added({ ...message, content: [part] });
  for await (const delta of pieces) {
    part.text += delta;
    yield updated(message.id, { type: TEXT_DELTA, content_index: 0, delta });
  }
  yield done({ ...message, content: [part] });
}
