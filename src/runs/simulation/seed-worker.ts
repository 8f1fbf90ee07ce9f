import { parentPort } from 'node:worker_threads';
import { assert } from '../../engine/assert.js';
import { type SeedOptions, simulateSeed } from '../../live/simulation/simulate-seed.js';

assert(parentPort !== null, 'a seed worker is started as a worker thread');
const port = parentPort;
port.on('message', async (options: SeedOptions) => port.postMessage(await simulateSeed(options)));
