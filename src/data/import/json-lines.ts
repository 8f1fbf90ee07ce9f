import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { PassThrough, pipeline, type Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TouchlineError } from '../../engine/errors.js';
import type { ImportTask } from './import-format.js';
import { sourceFault } from './source-fault.js';

/** One line of a file of JSON lines. */
export interface JsonLine {
  /** 1-based. */
  readonly row: number;
  readonly value: unknown;
}

/** Lines between two reports of progress. */
const REPORT_EVERY = 2_000;

/**
 * Reads the task's file line by line, unpacked when its name ends in `.gz`; blank lines are counted and skipped.
 * Only one line is in memory at a time.
 *
 * @throws DATA_UNREADABLE for a line that is no JSON, with its row, and for a file that cannot be unpacked.
 */
export async function* readJsonLines(task: ImportTask): AsyncGenerator<JsonLine> {
  const { file } = task;
  const bytes = createReadStream(file.path);
  const size = Math.max(1, statSync(file.path).size);
  let row = 0;
  try {
    for await (const line of createInterface({ input: textOf(bytes, file.path), crlfDelay: Infinity })) {
      row += 1;
      if (row % REPORT_EVERY === 0) task.report(row, Math.ceil((row * size) / Math.max(1, bytes.bytesRead)));
      if (line.trim() !== '') yield { row, value: parse(task, row, line) };
    }
  } catch (cause) {
    if (cause instanceof TouchlineError) throw cause;
    throw new TouchlineError('DATA_UNREADABLE', 'the file cannot be read to its end', {
      where: { file: file.name, row },
      hint: 'was it downloaded whole?',
      cause,
    });
  }
}

function textOf(bytes: Readable, path: string): Readable {
  if (!path.endsWith('.gz')) return bytes;
  // A pipeline ends the reader with the fault of any of its parts; a plain pipe would leave it waiting.
  const text = new PassThrough();
  pipeline(bytes, createGunzip(), text, (fault) => {
    if (fault) text.destroy(fault);
  });
  return text;
}

function parse(task: ImportTask, row: number, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw sourceFault('DATA_UNREADABLE', 'a line is no JSON', {
      file: task.file,
      row,
      field: 'line',
      value: line.length > 60 ? `${line.slice(0, 60)}...` : line,
      hint: 'wanted one JSON value a line',
    });
  }
}
