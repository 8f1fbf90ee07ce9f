import type { Worker } from 'node:worker_threads';
import { TouchlineError } from '../../engine/errors.js';
import type { Tape } from '../../engine/tape.js';
import { startThread } from '../worker-thread.js';
import type { PlannedTrial } from './plan-trials.js';
import type { TrialAnswer, TrialOrder } from './trial-answer.js';
import type { TrialRunner } from './trial-ledger.js';

/** A trial that was run. */
export type FinishedTrial = Omit<Extract<TrialAnswer, { kind: 'done' }>, 'kind' | 'position'> & {
  readonly trial: PlannedTrial;
};

const startWorker = (tape: Tape): Worker => startThread('trial-worker', import.meta.url, { tape });

/** Worker threads that share one tape. */
export interface TrialPool {
  /** Runs `trials`, each thread taking the next as soon as it is free. The first fault ends all. */
  readonly run: TrialRunner;
  readonly close: () => Promise<void>;
}

/**
 * Opens a pool; threads start with the first trials and stay for the next.
 *
 * @throws when it runs, what a trial threw; ENGINE_WORKER when a thread ends by itself.
 */
export function trialPool(tape: Tape, workers: number): TrialPool {
  const started: Worker[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(started.splice(0).map((worker) => worker.terminate()));
  };
  const run: TrialRunner = async (trials, onTrial) => {
    const queue = trials.entries();
    let recorded: Promise<void> = Promise.resolve();
    const record = (finished: FinishedTrial): Promise<void> => {
      recorded = recorded.then(() => onTrial(finished));
      return recorded;
    };
    while (started.length < Math.min(workers, trials.length)) started.push(startWorker(tape));
    await Promise.all(started.map((worker) => serve(worker, { queue, trials, record })));
  };
  return { run, close };
}

interface Shift {
  readonly queue: IterableIterator<[number, PlannedTrial]>;
  readonly trials: readonly PlannedTrial[];
  readonly record: (finished: FinishedTrial) => Promise<void>;
}

/** Hands a worker one trial after the other until there is none; it does not wait for the ledger. */
function serve(worker: Worker, { queue, trials, record }: Shift): Promise<void> {
  return new Promise((resolve, reject) => {
    let kept: Promise<void> = Promise.resolve();
    const onExit = (code: number): void => reject(ended(code));
    const onMessage = (answer: TrialAnswer): void => {
      const trial = trials[answer.position] as PlannedTrial;
      if (answer.kind === 'fault') {
        reject(trialFault(answer));
        return;
      }
      const { summary, startedAtMs, finishedAtMs } = answer;
      kept = record({ trial, summary, startedAtMs, finishedAtMs });
      kept.catch(reject);
      next();
    };
    const next = (): void => {
      const { done, value } = queue.next();
      if (done !== true) {
        const [position, { raw }] = value;
        worker.postMessage({ position, raw } satisfies TrialOrder);
        return;
      }
      // One by one: the thread keeps listeners of its own.
      worker.off('error', reject).off('exit', onExit).off('message', onMessage);
      kept.then(resolve, reject);
    };
    worker.on('error', reject).on('exit', onExit).on('message', onMessage);
    next();
  });
}

const ended = (code: number): TouchlineError =>
  new TouchlineError('ENGINE_WORKER', `a worker thread ended with code ${code}`, {
    hint: 'what was finished is kept: the same command goes on from there; --workers 1 takes less memory',
  });

/** A fault that was met elsewhere, as it was thrown there. */
export function trialFault({ code, message, where, hint }: Extract<TrialAnswer, { kind: 'fault' }>): Error {
  if (code === null) return new Error(message);
  return new TouchlineError(code, message, { where, ...(hint === null ? {} : { hint }) });
}
