/**
 * What the contract beside the project says of the conversation protocol, as checks. It is read
 * strictly, as its README asks of tests: `type` is there, and nulls and unknown keys are refused
 * outside of opaque values.
 */

import { existsSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';

type Schema = Record<string, unknown>;

const folder = new URL('../../../../shared/contract/', import.meta.url);

/** Why nothing is checked here; false where the contract is at hand. */
export const skip = existsSync(folder) ? false : 'the contract folder ../shared is not here';

const CONVERSATION = 'conversation#/roots/';
const ERROR = 'rest#/components/schemas/ErrorResponse';
const UPLOADED = 'uploaded';
const UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/;

/** The root that each op answers with where it answers one document; null is the empty object. */
const ANSWERS: Record<string, string | null> = {
  'threads.get_by_id': 'Thread',
  'threads.list': 'ThreadsPage',
  'threads.update': 'Thread',
  'threads.delete': null,
  'threads.stop': null,
  'threads.sync_custom_action': 'SyncCustomActionResponse',
  'items.list': 'ItemsPage',
  'items.feedback': null,
  'attachments.create': 'Attachment',
  'attachments.delete': null,
  'input.transcribe': 'TranscriptionResult',
};

const ajv = new Ajv2020({
  strict: false,
  formats: { 'date-time': UTC, uri: (text: string) => URL.canParse(text) },
});
if (!skip) {
  ajv.addSchema(conversation(), 'conversation');
  ajv.addSchema(loaded('rest.openapi.json'), 'rest');
  ajv.addSchema(uploaded(), UPLOADED);
}

/** What is wrong with an op that the element sends; null if nothing is. */
export const requestProblem = (op: unknown): string | null => problem(`${CONVERSATION}Request`, op);

/** What is wrong with one event of a stream; null if nothing is. */
export const eventProblem = (event: unknown): string | null =>
  problem(`${CONVERSATION}StreamEvent`, event);

/** What is wrong with the document that `op` was answered with; null if nothing is. */
export function answerProblem(op: string, answer: unknown): string | null {
  const root = ANSWERS[op];
  if (root === undefined) return 'this op answers with a stream';
  if (root !== null) return problem(CONVERSATION + root, answer);
  return JSON.stringify(answer) === '{}' ? null : 'the answer is not the empty object';
}

/** What is wrong with the answer to an upload; null if nothing is. */
export const uploadProblem = (answer: unknown): string | null => problem(UPLOADED, answer);

/** What is wrong with the body of a refusal; null if nothing is. */
export const errorProblem = (body: unknown): string | null => problem(ERROR, body);

function problem(reference: string, value: unknown): string | null {
  if (skip) return null;
  const validate = ajv.getSchema(reference);
  if (!validate) throw new Error(`the contract has no ${reference}`);
  return validate(value) ? null : ajv.errorsText(validate.errors).slice(0, 600);
}

function loaded(name: string): Schema {
  return JSON.parse(readFileSync(new URL(name, folder), 'utf8')) as Schema;
}

function conversation(): Schema {
  const { $defs, roots } = loaded('conversation.schema.json');
  const document = strict({ $defs, roots }) as { $defs: Schema; roots: Schema };
  addExtensions(document.$defs, document.roots);
  return document;
}

/** The schema as the wire has it. */
function strict(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(strict);
  if (!isObject(node)) return node;
  const next = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'children' ? withNulls(strict(value)) : strict(value),
    ]),
  );
  const { anyOf, discriminator, properties } = next;
  if (isObject(discriminator)) return byDiscriminator(discriminator);
  if (Array.isArray(anyOf)) next['anyOf'] = anyOf.filter(({ type }: Schema) => type !== 'null');
  if (!isObject(properties) || next['type'] !== 'object') return next;
  next['additionalProperties'] ??= false;
  if (isObject(properties['type']) && 'const' in properties['type'])
    next['required'] = [...new Set([...((next['required'] as string[]) ?? []), 'type'])];
  return next;
}

/** A null among children, or in their place, stays on the wire. Source: section 2, rule 2. */
function withNulls(children: unknown): Schema {
  const nothing = { type: 'null' };
  const child = { $ref: '#/$defs/DynamicWidgetComponent' };
  return { anyOf: [children, nothing, { type: 'array', items: { anyOf: [child, nothing] } }] };
}

/** The same choice, made by the named property, so that a complaint names the real fault. */
function byDiscriminator({ propertyName, mapping }: Schema): Schema {
  const name = String(propertyName);
  const choices = Object.entries(mapping as Schema);
  return {
    type: 'object',
    required: [name],
    properties: { [name]: { enum: choices.map(([value]) => value) } },
    allOf: choices.map(([value, $ref]) => ({
      if: { required: [name], properties: { [name]: { const: value } } },
      then: { $ref },
    })),
  };
}

/** What the contract's section 2 adds in words: the call of an output, and `threads.stop`. */
function addExtensions($defs: Schema, roots: Schema): void {
  const text = { type: 'string' };
  const output = $defs['ThreadAddClientToolOutputParams'] as { properties: Schema };
  output.properties['call_id'] = text;
  const stop = strict({
    type: 'object',
    required: ['params'],
    properties: {
      type: { const: 'threads.stop' },
      params: {
        type: 'object',
        required: ['thread_id'],
        properties: { thread_id: text, run_id: text },
      },
    },
  });
  const isStop = { required: ['type'], properties: { type: { const: 'threads.stop' } } };
  roots['Request'] = { if: isStop, then: stop, else: roots['Request'] };
}

/** What section 2 says in words of the answer to `POST /v1/chatkit/files`. */
function uploaded(): Schema {
  const text = { type: 'string' };
  const address = { type: ['string', 'null'], format: 'uri' };
  const properties = {
    id: text,
    name: text,
    mime_type: text,
    type: { enum: ['file', 'image'] },
    upload_url: address,
    preview_url: address,
  };
  return {
    type: 'object',
    required: Object.keys(properties),
    additionalProperties: false,
    properties,
  };
}

function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
