import type { RawTable } from '../../config/config-file.js';
import { runBacktest } from '../../engine/backtest.js';
import { type FaultCode, TouchlineError } from '../../engine/errors.js';
import type { Tape } from '../../engine/tape.js';
import type { PreparedRun } from '../prepare-run.js';
import { optionsFor } from '../run-inputs.js';
import { summariseTrial, type TrialSummary } from './trial-summary.js';

/** What a worker is asked: one configuration. */
export interface TrialOrder {
  readonly position: number;
  readonly raw: RawTable;
}

/** What it answers: a summary, or the fault it met. Errors lose their class on their way. */
export type TrialAnswer =
  | {
      readonly kind: 'done';
      readonly position: number;
      readonly summary: TrialSummary;
      /** Wall clock, milliseconds since the epoch. */
      readonly startedAtMs: number;
      readonly finishedAtMs: number;
    }
  | {
      readonly kind: 'fault';
      readonly position: number;
      readonly code: FaultCode | null;
      readonly message: string;
      readonly where: Readonly<Record<string, string | number>>;
      readonly hint: string | null;
    };

/** Runs a trial and answers for it. @param prepare gives what is run, on which tape; what it throws is an answer too. */
export async function answerTrial(
  { position }: TrialOrder,
  prepare: () => Promise<{ readonly run: PreparedRun; readonly tape: Tape }>,
): Promise<TrialAnswer> {
  const startedAtMs = Date.now();
  try {
    const { run, tape } = await prepare();
    const summary = summariseTrial(runBacktest(tape, optionsFor(tape, run)));
    return { kind: 'done', position, summary, startedAtMs, finishedAtMs: Date.now() };
  } catch (fault) {
    if (fault instanceof TouchlineError) {
      const { code, message, where, hint = null } = fault;
      return { kind: 'fault', position, code, message, where, hint };
    }
    const message = fault instanceof Error ? (fault.stack ?? fault.message) : String(fault);
    return { kind: 'fault', position, code: null, message, where: {}, hint: null };
  }
}
