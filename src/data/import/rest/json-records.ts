import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { TouchlineError } from '../../../engine/errors.js';
import type { ImportTask } from '../import-format.js';
import { readJsonLines } from '../json-lines.js';

/** One record of an answer. */
export interface JsonRecord {
  /** Place among the records of the file, from 1. */
  readonly row: number;
  /** Number of the answer within the file: records of one answer are all different. */
  readonly page: number;
  readonly value: unknown;
}

/** Endings that the files of answers have. */
export const ANSWER_ENDINGS = ['.json', '.jsonl', '.json.gz', '.jsonl.gz'] as const;

/**
 * Reads the records of answers as they were returned: a file `.json` is one answer, each line of a `.jsonl` is an
 * answer or a single record. `recordsOf` takes an answer apart; `null` = it is a record itself.
 *
 * @throws DATA_UNREADABLE for what is no JSON.
 */
export async function* readRecords(
  task: ImportTask,
  recordsOf: (answer: unknown) => readonly unknown[] | null,
): AsyncGenerator<JsonRecord> {
  let row = 0;
  let page = 0;
  for await (const answer of answersOf(task)) {
    const records = recordsOf(answer);
    if (records !== null) page += 1;
    for (const value of records ?? [answer]) {
      row += 1;
      yield { row, page, value };
    }
  }
}

async function* answersOf(task: ImportTask): AsyncGenerator<unknown> {
  if (!/\.json(\.gz)?$/.test(task.file.path)) {
    for await (const line of readJsonLines(task)) yield line.value;
    return;
  }
  try {
    const bytes = readFileSync(task.file.path);
    yield JSON.parse((task.file.path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8'));
  } catch (cause) {
    throw new TouchlineError('DATA_UNREADABLE', 'the file is no JSON', {
      where: { file: task.file.name },
      hint: 'wanted one answer as it was returned; one a line in a file .jsonl',
      cause,
    });
  }
}

/** The list that stands in an answer under `key`; an answer that is a list itself; `null` = neither. */
export function listUnder(answer: unknown, key: string): readonly unknown[] | null {
  if (Array.isArray(answer)) return answer;
  if (typeof answer !== 'object' || answer === null) return null;
  const list: unknown = Reflect.get(answer, key);
  return Array.isArray(list) ? list : null;
}
