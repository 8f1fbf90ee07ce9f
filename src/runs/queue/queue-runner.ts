import { setTimeout } from 'node:timers/promises';
import type { Tape } from '../../engine/tape.js';
import type { TrialRunner } from '../sweep/trial-ledger.js';
import { type TrialPool, trialFault } from '../sweep/trial-pool.js';
import { shareTape, storeFolder } from './shared-tapes.js';
import { jobIdOf, TrialQueue } from './trial-queue.js';

const POLL_MS = 200;
/** So long without an answer, somebody should look whether any worker is there. */
const SILENCE_MS = 15_000;

interface QueueRunnerOptions {
  readonly url: string;
  readonly store: string;
  readonly version: string;
  /** Told when no answer has come for a while. */
  readonly onSilence?: () => void;
}

/** Has trials done by the workers of a queue, wherever they are. The ledger stays here, and each trial enters it once. */
export function queueRunner(tape: Tape, options: QueueRunnerOptions): TrialPool {
  const { url, store, version } = options;
  let opened: Promise<TrialQueue> | null = null;
  const hash = shareTape(storeFolder(store), tape);
  const run: TrialRunner = async (trials, onTrial) => {
    opened ??= TrialQueue.open(url, version);
    const queue = await opened;
    const waiting = new Map(
      trials.map((trial) => [jobIdOf({ tape: hash, configHash: trial.configHash }, version), trial]),
    );
    await queue.ask([...waiting].map(([id, { raw, configHash }]) => ({ id, tape: hash, raw, configHash })));
    let heardAt = Date.now();
    while (waiting.size > 0) {
      const answers = await queue.answers([...waiting.keys()]);
      for (const [id, answer] of answers) {
        const trial = waiting.get(id);
        if (trial === undefined) continue;
        if (answer.kind === 'fault') throw trialFault(answer);
        waiting.delete(id);
        const { summary, startedAtMs, finishedAtMs } = answer;
        await onTrial({ trial, summary, startedAtMs, finishedAtMs });
        heardAt = Date.now();
      }
      if (waiting.size === 0) break;
      await queue.freeTrialsOfTheDead();
      if (Date.now() - heardAt > SILENCE_MS) options.onSilence?.();
      await setTimeout(POLL_MS);
    }
  };
  return {
    run,
    close: async () => {
      if (opened !== null) await (await opened).close();
    },
  };
}
