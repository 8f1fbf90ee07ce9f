import type { z } from 'zod';
import type { ImportTask } from './import-format.js';
import { sourceFault } from './source-fault.js';

/** Where a record stands and what was wanted there. */
export interface RecordPlace {
  /** 1-based. */
  readonly row: number;
  readonly value: unknown;
  /** What the record should be, for the message. */
  readonly wanted: string;
}

/** Reads a record by its schema. @throws DATA_COLUMNS with file, row and the first field of another shape. */
export function readShape<Shape>(task: ImportTask, schema: z.ZodType<Shape>, at: RecordPlace): Shape {
  const parsed = schema.safeParse(at.value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path ?? [];
  throw sourceFault('DATA_COLUMNS', `${at.wanted} has another shape`, {
    file: task.file,
    row: at.row,
    field: path.join('.'),
    value: shown(valueAt(at.value, path)),
    hint: issue?.message ?? `wanted ${at.wanted}`,
  });
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null) return undefined;
    found = Reflect.get(found, key);
  }
  return found;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > 60 ? `${text.slice(0, 60)}...` : text;
}
