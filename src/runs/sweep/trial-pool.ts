import { Worker } from 'node:worker_threads';
import { TouchlineError } from '../../engine/errors.js';
import type { Tape } from '../../engine/tape.js';
import type { PlannedTrial } from './plan-trials.js';
import type { TrialAnswer, TrialOrder } from './trial-worker.js';

/** A trial that was run. */
export type FinishedTrial = Omit<Extract<TrialAnswer, { kind: 'done' }>, 'kind' | 'position'> & {
  readonly trial: PlannedTrial;
};

export interface PoolRequest {
  /** Columns in shared memory. */
  readonly tape: Tape;
  readonly workers: number;
  /** Called for one trial at a time, as they finish; the next is told when the promise is kept. */
  readonly onTrial: (finished: FinishedTrial) => Promise<void>;
}

const IS_SOURCE = import.meta.url.endsWith('.ts');

/** Threads do not inherit the loader that runs TypeScript as it stands. */
function loader(): readonly string[] {
  if (!IS_SOURCE) return [];
  const api = import.meta.resolve('tsx/esm/api');
  return ['--import', `data:text/javascript,import{register}from${JSON.stringify(api)};register()`];
}

const startWorker = (tape: Tape): Worker =>
  new Worker(new URL(`./trial-worker${IS_SOURCE ? '.ts' : '.js'}`, import.meta.url), {
    workerData: { tape },
    execArgv: [...loader()],
  });

/**
 * Runs `trials` over worker threads that share one tape: each takes the next as soon as it is free. The first
 * fault ends all.
 *
 * @throws what a trial threw; ENGINE_WORKER when a thread ends by itself.
 */
export async function runTrials(trials: readonly PlannedTrial[], request: PoolRequest): Promise<void> {
  const queue = trials.entries();
  let recorded: Promise<void> = Promise.resolve();
  const record = (finished: FinishedTrial): Promise<void> => {
    recorded = recorded.then(() => request.onTrial(finished));
    return recorded;
  };
  const count = Math.min(request.workers, trials.length);
  const workers = Array.from({ length: count }, () => startWorker(request.tape));
  try {
    await Promise.all(workers.map((worker) => serve(worker, { queue, trials, record })));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
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
    const next = (): void => {
      const { done, value } = queue.next();
      if (done === true) return void kept.then(resolve, reject);
      const [position, { raw }] = value;
      worker.postMessage({ position, raw } satisfies TrialOrder);
    };
    worker.on('error', reject);
    worker.on('exit', (code) => reject(ended(code)));
    worker.on('message', (answer: TrialAnswer) => {
      const trial = trials[answer.position] as PlannedTrial;
      if (answer.kind === 'fault') return reject(faultOf(answer));
      const { summary, startedAtMs, finishedAtMs } = answer;
      kept = record({ trial, summary, startedAtMs, finishedAtMs });
      kept.catch(reject);
      return next();
    });
    next();
  });
}

const ended = (code: number): TouchlineError =>
  new TouchlineError('ENGINE_WORKER', `a worker thread ended with code ${code}`, {
    hint: 'what was finished is kept: the same command goes on from there; --workers 1 takes less memory',
  });

function faultOf({ code, message, where, hint }: Extract<TrialAnswer, { kind: 'fault' }>): Error {
  if (code === null) return new Error(message);
  return new TouchlineError(code, message, { where, ...(hint === null ? {} : { hint }) });
}
