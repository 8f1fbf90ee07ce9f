import { type FaultCode, TouchlineError } from '../../engine/errors.js';
import type { WantedFile } from './import-format.js';

/** Where a source file cannot be read, and what to do about it. */
export interface SourceFault {
  readonly file: WantedFile;
  /** 1-based row of the file; a header line does not count. */
  readonly row: number;
  readonly field: string;
  readonly value: string | null;
  readonly hint: string;
}

/** A fault in a source file, with the place where a person finds it. */
export function sourceFault(code: FaultCode, message: string, at: SourceFault): TouchlineError {
  return new TouchlineError(code, message, {
    where: { file: at.file.name, row: at.row, field: at.field, value: at.value ?? 'NULL' },
    hint: at.hint,
  });
}
