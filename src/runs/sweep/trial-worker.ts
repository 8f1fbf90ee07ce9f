import { parentPort, workerData } from 'node:worker_threads';
import { assert } from '../../engine/assert.js';
import type { Tape } from '../../engine/tape.js';
import { prepareOwnRun } from '../prepare-run.js';
import { answerTrial, type TrialOrder } from './trial-answer.js';

assert(parentPort !== null, 'a trial worker is started as a worker thread');
const port = parentPort;
const { tape } = workerData as { readonly tape: Tape };
port.on('message', async (order: TrialOrder) =>
  port.postMessage(
    await answerTrial(order, async () => ({ run: await prepareOwnRun(order.raw, 'the trial'), tape })),
  ),
);
