import { TouchlineError } from '../engine/errors.js';
import { makerBooks, makerLag } from './book-workloads.js';
import { coldStart } from './cold-start-workload.js';
import { favouriteDip } from './dip-workload.js';
import { liveFeed } from './feed-workload.js';
import { importQuotes } from './import-workload.js';
import { liveOrders } from './order-workload.js';
import { emaCross, empty, memory, sweep } from './quote-workloads.js';
import { streamed } from './streamed-workload.js';
import type { Workload } from './workload.js';

/** Every workload of `touchline bench`, in the order in which they run. */
export const WORKLOADS: readonly Workload[] = [
  empty,
  emaCross,
  makerBooks,
  makerLag,
  favouriteDip,
  sweep,
  importQuotes,
  coldStart,
  memory,
  streamed,
  liveFeed,
  liveOrders,
];

/** @throws CLI_WORKLOAD with the names there are. */
export function workloadNamed(name: string): Workload {
  const workload = WORKLOADS.find((each) => each.name === name);
  if (workload !== undefined) return workload;
  throw new TouchlineError('CLI_WORKLOAD', `there is no workload ${JSON.stringify(name)}`, {
    hint: `wanted one of: ${WORKLOADS.map((each) => each.name).join(', ')}`,
  });
}
