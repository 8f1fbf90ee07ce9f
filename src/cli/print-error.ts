import { CommanderError } from 'commander';
import { TouchlineError } from '../engine/errors.js';
import type { Micros } from '../engine/units.js';
import { isoTime } from '../report/format.js';

/** Exit codes, as `docs/cli.md` lists them. */
export const EXIT = {
  ok: 0,
  /** A bug of touchline or of a strategy. */
  fault: 1,
  /** What was given is wrong: an option, a file, a setting, data. */
  badInput: 2,
  /** A check ran and found something. */
  findings: 3,
  interrupted: 130,
} as const;

const INTERNAL = /^(ASSERT|ENGINE)_/;
/** The engine refuses these because of the data or the rules it was given. */
const DATA_AT_FAULT: readonly string[] = ['ENGINE_FEE_UNKNOWN', 'ENGINE_SETTLEMENT', 'ENGINE_TAPE'];

/** The exit code that an error ends the process with. */
export function exitCodeOf(error: unknown): number {
  // Help and version end a command by way of an error too.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
  if (error instanceof TouchlineError && DATA_AT_FAULT.includes(error.code)) return EXIT.badInput;
  return error instanceof TouchlineError && !INTERNAL.test(error.code) ? EXIT.badInput : EXIT.fault;
}

/** An error as a person reads it: code and message, then where, then what to do. */
export function describeError(error: unknown): string {
  if (!(error instanceof TouchlineError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  const lines = [`${error.code}: ${error.message}`];
  for (const [key, value] of Object.entries(error.where)) {
    // The engine knows instants as microseconds alone.
    const text = key === 'time' && typeof value === 'number' ? isoTime(value as Micros) : value;
    lines.push(`  ${key}: ${text}`);
  }
  if (error.hint !== undefined) lines.push(`  hint: ${error.hint}`);
  // A bug is found by its trace; what was given wrong is found by the lines above.
  const { cause } = error;
  if (exitCodeOf(error) === EXIT.fault && cause instanceof Error) lines.push(cause.stack ?? cause.message);
  return lines.join('\n');
}
