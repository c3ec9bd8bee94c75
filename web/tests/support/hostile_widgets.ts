/** Widgets of every component of the contract, with one hostile text wherever a text may stand. */

import { readFileSync } from 'node:fs';
import { skip } from './wire_contract.ts';

interface Schema {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  items?: Schema;
  properties?: Record<string, Schema>;
  pattern?: string;
}

const file = new URL('../../../../shared/contract/widgets.schema.json', import.meta.url);
const defs: Record<string, Schema> = skip
  ? {}
  : (JSON.parse(readFileSync(file, 'utf8')) as { $defs: Record<string, Schema> }).$defs;

const DEPTH_MAX = 4;
/** What even a node of an unknown type has: the wire holds it to its kind. */
const COMMON = ['key', 'id', 'children'];
const ROOTS = ['Card', 'ListView', 'Basic'];

/** The schema of each component by its type. */
const COMPONENTS = new Map(
  Object.values(defs).flatMap((schema): [string, Schema][] => {
    const type = schema.properties?.['type']?.const;
    return typeof type === 'string' && /^[A-Z]/.test(type) ? [[type, schema]] : [];
  }),
);

/** A card and a list that hold every component, with `text` as every text and `flag` as every flag. */
export function hostileWidgets(text: string, flag: boolean): object[] {
  const maker = new Maker(text, flag);
  const types = [...COMPONENTS.keys()].filter((type) => !ROOTS.includes(type));
  const children = [...types.map((type) => maker.component(type)), tableOf(text)];
  return ROOTS.map((type) => ({ ...maker.component(type), children }));
}

/** A card for each component, whose every property is `value`, of whatever kind that is. */
export function mistypedWidgets(value: unknown): object[] {
  return [...COMPONENTS].map(([type, { properties = {} }]) => {
    const names = Object.keys(properties).filter((name) => !COMMON.includes(name));
    const component = { ...Object.fromEntries(names.map((name) => [name, value])), type };
    return ROOTS.includes(type) ? component : { type: 'Card', children: [component] };
  });
}

/** Known to the public types only, and so to no schema. */
function tableOf(text: string): object {
  const cell = {
    type: 'Table.Cell',
    width: text,
    padding: text,
    align: text,
    children: [{ type: 'Text', value: text }],
  };
  return { type: 'Table', children: [{ type: 'Table.Row', children: [cell] }] };
}

class Maker {
  private readonly text: string;
  private readonly flag: boolean;

  constructor(text: string, flag: boolean) {
    this.text = text;
    this.flag = flag;
  }

  component(type: string): object {
    return { ...this.object(COMPONENTS.get(type) ?? {}, 0), children: [], type };
  }

  private object({ properties = {} }: Schema, depth: number): object {
    return Object.fromEntries(
      Object.entries(properties)
        .filter(([name]) => !COMMON.includes(name))
        .map(([name, schema]) => [name, this.value(schema, depth + 1)]),
    );
  }

  private value(schema: Schema, depth: number): unknown {
    const choices = schema.anyOf ?? schema.oneOf;
    if (schema.$ref) return this.value(defs[schema.$ref.split('/').at(-1) ?? ''] ?? {}, depth);
    if (schema.const !== undefined) return schema.const;
    if (choices) return this.value(choices.find(isFreeText) ?? choices[0] ?? {}, depth);
    if (schema.enum) return schema.enum[0];
    switch (schema.type) {
      case 'boolean':
        return this.flag;
      case 'integer':
      case 'number':
        return 1;
      case 'array':
        return depth > DEPTH_MAX ? [] : [this.value(schema.items ?? {}, depth + 1)];
      case 'object':
        return depth > DEPTH_MAX ? {} : this.object(schema, depth);
      default:
        return this.text;
    }
  }
}

function isFreeText({ type, enum: values }: Schema): boolean {
  return type === 'string' && !values;
}
