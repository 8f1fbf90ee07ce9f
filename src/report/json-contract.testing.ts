import { z } from 'zod';
import { runJsonSchema } from './run-json.js';

interface SchemaNode {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly enum?: readonly string[];
  readonly const?: string;
}

/** The rows of `docs/json-contract.md`, drawn from the schema: path, type, meaning. */
export function contractRows(): readonly string[] {
  return rows(z.toJSONSchema(runJsonSchema) as SchemaNode, '');
}

function rows(node: SchemaNode, path: string): readonly string[] {
  const core = node.anyOf?.find((option) => option.type !== 'null') ?? node;
  const own =
    path === ''
      ? []
      : [`| \`${path}\` | ${typeName(node)} | ${node.description ?? core.description ?? ''} |`];
  const inner = core.items ? rowsOf(core.items, `${path}[]`) : rowsOf(core, path);
  return [...own, ...inner];
}

const rowsOf = (node: SchemaNode, path: string): readonly string[] =>
  Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
    rows(child, path === '' ? key : `${path}.${key}`),
  );

function typeName(node: SchemaNode): string {
  if (node.anyOf) return node.anyOf.map(typeName).join(' or ');
  if (node.const !== undefined) return `\`${node.const}\``;
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(', ');
  return [node.type ?? ''].flat().join(' or ');
}
