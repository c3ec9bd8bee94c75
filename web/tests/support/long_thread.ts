import { shortAnswers } from './sample_answer.ts';

/** What the newest answer says, and no other. */
export const NEWEST = 'This is the newest answer of all.';

const QUESTIONS = [
  'Can the same job run twice?',
  'And what happens when a worker dies in the middle of a job? I would like to see the code of it.',
  'How long should a job be hidden?',
];

/** The id of the long thread of `user`. */
export function longThreadId(user: string): string {
  return `cthr_${user}`;
}

/** A thread of `items` messages and answers in turn, of `user`, as `chatkit import` reads it. */
export function longThread(user: string, items: number): string {
  const id = longThreadId(user);
  const lines: object[] = [
    { object: 'chatkit.archive', version: 1 },
    {
      object: 'chatkit.archive.thread',
      id,
      project: 'default',
      user,
      workflow_id: 'demo',
      created_at: timeOf(0),
      title: 'A long conversation',
      title_source: 'user',
      status: 'active',
      metadata: {},
    },
    ...Array.from({ length: items }, (_, number) => record(id, number, number === items - 1)),
  ];
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

function record(thread: string, number: number, newest: boolean): object {
  const id = `${thread}-${number}`;
  const created_at = timeOf(number);
  const turn = Math.floor(number / 2);
  const body = number % 2 === 0 ? question(turn) : reply(turn, newest);
  return {
    object: 'chatkit.archive.item',
    id,
    thread_id: thread,
    created_at,
    visibility: 'everywhere',
    item: { id, thread_id: thread, created_at, ...body },
  };
}

function question(turn: number): object {
  const text = `${turn}: ${QUESTIONS[turn % QUESTIONS.length]}`;
  const content = [{ type: 'input_text', text }];
  return { type: 'user_message', content, attachments: [], inference_options: {} };
}

function reply(turn: number, newest: boolean): object {
  const text = newest ? NEWEST : shortAnswers[turn % shortAnswers.length];
  return { type: 'assistant_message', content: [{ type: 'output_text', text, annotations: [] }] };
}

function timeOf(number: number): string {
  return new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
}
