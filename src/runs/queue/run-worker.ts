import { setTimeout } from 'node:timers/promises';
import { TouchlineError } from '../../engine/errors.js';
import type { Tape } from '../../engine/tape.js';
import { prepareOwnRun } from '../prepare-run.js';
import { configHashOf } from '../run-inputs.js';
import { answerTrial, type TrialAnswer } from '../sweep/trial-answer.js';
import { fetchTape, storeFolder } from './shared-tapes.js';
import { type TakenTrial, TrialQueue } from './trial-queue.js';

const IDLE_MS = 300;

/** What a worker needs from outside. */
export interface WorkerRequest {
  readonly url: string;
  readonly store: string;
  readonly version: string;
  /** Ends the worker after the trial that runs. */
  readonly stop: AbortSignal;
  /** Ends it when there has been nothing to do for so long; `null` = never. */
  readonly idleMs: number | null;
  /** Told of every trial that was done. */
  readonly onTrial?: (done: number) => void;
}

/**
 * Takes trials from a queue and does them, one at a time, until it is told to stop. The last tape is kept: the trials
 * of a sweep share one.
 *
 * @throws DATA_QUEUE when the queue cannot be reached.
 */
export async function runWorker(request: WorkerRequest): Promise<number> {
  const queue = await TrialQueue.open(request.url, request.version);
  const folder = storeFolder(request.store);
  let kept: { readonly hash: string; readonly tape: Tape } | null = null;
  const tapeOf = (hash: string): Tape => {
    if (kept?.hash !== hash) kept = { hash, tape: fetchTape(folder, hash) };
    return kept.tape;
  };
  let done = 0;
  let busyAt = Date.now();
  try {
    while (!request.stop.aborted) {
      const taken = await queue.take();
      if (taken !== null) {
        await queue.answer(taken.id, await answerOf(taken, tapeOf));
        done += 1;
        busyAt = Date.now();
        request.onTrial?.(done);
        continue;
      }
      if (request.idleMs !== null && Date.now() - busyAt > request.idleMs) break;
      // A sweep that is gone frees nothing: whoever is idle does.
      await queue.freeTrialsOfTheDead();
      await setTimeout(IDLE_MS);
    }
  } finally {
    await queue.close();
  }
  return done;
}

function answerOf({ job }: TakenTrial, tapeOf: (hash: string) => Tape): Promise<TrialAnswer> {
  return answerTrial({ position: 0, raw: job.raw }, async () => {
    const run = await prepareOwnRun(job.raw, 'the trial');
    if (configHashOf(run) !== job.configHash) {
      throw new TouchlineError('CONFIG_STRATEGY', 'the trial comes to other settings on this worker', {
        where: { wanted: job.configHash, here: configHashOf(run) },
        hint: 'a strategy of your own has to be the same file at the same path on every machine',
      });
    }
    return { run, tape: tapeOf(job.tape) };
  });
}
