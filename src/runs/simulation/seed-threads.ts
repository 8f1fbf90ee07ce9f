import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { TouchlineError } from '../../engine/errors.js';
import type { SeedOptions, SeedResult } from '../../live/simulation/simulate-seed.js';
import { startThread } from '../worker-thread.js';

/** Threads that run seeds, one each at a time. */
export interface SeedThreads {
  /** @throws what the simulation threw; ENGINE_WORKER when a thread ends by itself. */
  readonly simulate: (options: SeedOptions) => Promise<SeedResult>;
  readonly close: () => Promise<void>;
}

/** Threads start with the seeds that need them, and stay for the next. */
export function seedThreads(): SeedThreads {
  const idle: Worker[] = [];
  const started: Worker[] = [];
  const take = (): Worker => {
    const worker = idle.pop() ?? startThread('seed-worker', import.meta.url, null);
    if (!started.includes(worker)) started.push(worker);
    return worker;
  };
  return {
    simulate: async (options) => {
      const worker = take();
      const over = new AbortController();
      const { signal } = over;
      const ended = once(worker, 'exit', { signal }).then(([code]) => {
        throw new TouchlineError('ENGINE_WORKER', `a worker thread ended with code ${String(code)}`);
      });
      const answered = once(worker, 'message', { signal });
      // Whichever comes second is no longer waited for.
      for (const each of [ended, answered]) each.catch(() => undefined);
      try {
        worker.postMessage(options);
        const [result] = (await Promise.race([answered, ended])) as [SeedResult];
        idle.push(worker);
        return result;
      } finally {
        over.abort();
      }
    },
    close: async () => {
      await Promise.all(started.map((worker) => worker.terminate()));
    },
  };
}
