import { z } from 'zod';

/** One setting that a configuration may hold. */
export interface Setting {
  /** Where it stands: `parameters.entry.dipRelativeMin`. */
  readonly key: string;
  /** The choice under which it exists, `policy = "opening"`; `null` = always. */
  readonly when: string | null;
  /** What it is, with its unit. */
  readonly about: string;
  /** Type and range in words. */
  readonly wanted: string;
  /** Words that may stand there; empty where only numbers, free text or lists may. */
  readonly words: readonly string[];
  /** As TOML; `null` = it has none. */
  readonly preset: string | null;
  /** Left out, the configuration is refused. */
  readonly required: boolean;
}

type Node = z.core.JSONSchema.JSONSchema;

interface Place {
  readonly key: string;
  readonly when: string | null;
  readonly required: boolean;
  /** What stands there when it is left out, handed down by the tables around it. */
  readonly inherited: unknown;
}

/**
 * Every setting of a schema, one row a leaf, in the order in which they are declared. A table that comes in
 * variants gives the setting that chooses one, then the settings of each.
 *
 * @param prefix where the schema's settings stand in the file, for example `parameters`.
 */
export function settingsOf(schema: z.ZodType, prefix = ''): readonly Setting[] {
  const node = z.toJSONSchema(schema, { io: 'input' });
  return walk(node, { key: prefix, when: null, required: false, inherited: undefined });
}

const isTable = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema of JSON Schema is an object, or `true` and `false`, which no setting here is. */
const isNode = (value: unknown): value is Node => isTable(value);

function walk(node: Node, place: Place): readonly Setting[] {
  const inherited = node.default ?? place.inherited;
  if (node.properties !== undefined) return walkTable(node, { ...place, inherited });
  if (node.oneOf !== undefined) return walkVariants(node.oneOf.filter(isNode), { ...place, inherited });
  const entries = node.additionalProperties;
  if (isNode(entries) && isTable(entries.properties)) {
    return walk(entries, { ...place, key: `${place.key}.<name>`, inherited: undefined });
  }
  return [leaf(node, { ...place, inherited })];
}

function walkTable(node: Node, place: Place): readonly Setting[] {
  const required = node.required ?? [];
  return Object.entries(node.properties ?? {}).flatMap(([name, child]) =>
    isNode(child)
      ? walk(child, {
          key: place.key === '' ? name : `${place.key}.${name}`,
          when: place.when,
          required: required.includes(name),
          inherited: isTable(place.inherited) ? place.inherited[name] : undefined,
        })
      : [],
  );
}

const constantOf = (variant: Node): readonly [name: string, value: string] => {
  for (const [name, child] of Object.entries(variant.properties ?? {})) {
    if (isNode(child) && typeof child.const === 'string') return [name, child.const];
  }
  return ['', ''];
};

function walkVariants(variants: readonly Node[], place: Place): readonly Setting[] {
  const names = variants.map((variant) => constantOf(variant)[1]);
  const [chooser] = constantOf(variants[0] ?? {});
  const preset = isTable(place.inherited) ? place.inherited[chooser] : undefined;
  const choice: Setting = {
    key: `${place.key}.${chooser}`,
    when: place.when,
    about: 'which of these it is; the settings of the others are refused',
    wanted: names.map((name) => JSON.stringify(name)).join(', '),
    words: names,
    preset: preset === undefined ? null : JSON.stringify(preset),
    required: preset === undefined,
  };
  const details = variants.flatMap((variant, index) => {
    const { [chooser]: _chosen, ...properties } = variant.properties ?? {};
    const when = `${chooser} = ${JSON.stringify(names[index])}`;
    return walkTable({ ...variant, properties }, { ...place, when, inherited: undefined });
  });
  return [choice, ...details];
}

function leaf(node: Node, place: Place): Setting {
  const options = (node.anyOf ?? [node]).filter(isNode);
  const words = options.flatMap((option) =>
    typeof option.const === 'string' ? [option.const] : (option.enum ?? []).map(String),
  );
  const { inherited } = place;
  return {
    key: place.key,
    when: place.when,
    about: node.description ?? options.find((option) => option.description)?.description ?? '',
    wanted: options.map(wantedOf).join(' or '),
    words,
    preset: inherited === undefined ? null : JSON.stringify(inherited),
    required: place.required,
  };
}

function wantedOf(node: Node): string {
  if (node.const !== undefined) return JSON.stringify(node.const);
  if (node.enum !== undefined) return node.enum.map((word) => JSON.stringify(word)).join(', ');
  if (node.type === 'array') return 'list of text';
  if (node.type === 'object') return 'table';
  if (node.type === 'boolean') return 'true, false';
  if (node.type === 'string') return 'text';
  const bounds = [
    ['>', node.exclusiveMinimum],
    ['>=', node.minimum],
    ['<', node.exclusiveMaximum],
    ['<=', node.maximum],
  ] as const;
  const range = bounds.flatMap(([sign, bound]) =>
    typeof bound !== 'number' || Math.abs(bound) === Number.MAX_SAFE_INTEGER ? [] : [`${sign} ${bound}`],
  );
  return [node.type === 'integer' ? 'whole number' : 'number', ...range].join(' ');
}
