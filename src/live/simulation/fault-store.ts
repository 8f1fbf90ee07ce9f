import type { LiveStore } from '../store/live-store.js';
import type { FaultDice } from '../venues/fake/faults/fault-dice.js';
import type { EventLog } from './event-log.js';
import type { SimProcess } from './sim-process.js';
import type { VirtualTime } from './virtual-time.js';

/** Methods that write and answer with a fault of the store where there is one. */
const WRITES: ReadonlySet<string> = new Set([
  ...['renewLease', 'releaseLease', 'openSession', 'endSession', 'appendJournal', 'saveDecisions'],
  ...['admit', 'transition', 'requestCancel', 'recordFill', 'settle', 'adjustCash', 'saveBalances'],
  ...['kill', 'audit', 'ackOutbox'],
]);

/** A commit with the disk, milliseconds: from and below. */
const USUAL_MS = [1, 4] as const;
const SLOW_MOST_MS = 5_000;

/** What a fault store is made of. */
export interface FaultStoreParts {
  readonly store: LiveStore;
  readonly process: SimProcess;
  readonly time: VirtualTime;
  readonly dice: FaultDice;
  readonly log: EventLog;
  /** Told of each lease that the store gives out. */
  leads(epoch: number): void;
  /** Told of everything that is written, as text. */
  written(text: string): void;
  /** Until when nobody can reach the store, microseconds. */
  outageUntil(): number;
}

/**
 * The store as a process sees it over a bad connection: slow, unreachable for a while, commits whose answer is lost
 * (carried out or not), writes that provably were not made. The process may die between any two of its steps.
 */
export function faultStore(parts: FaultStoreParts): LiveStore {
  const { store } = parts;
  return new Proxy(store, {
    get: (target, name) => {
      const method = Reflect.get(target, name) as unknown;
      if (typeof method !== 'function') return method;
      return (...values: readonly unknown[]) => {
        if (WRITES.has(String(name))) parts.written(JSON.stringify(values));
        return call(parts, String(name), () => Reflect.apply(method, target, values) as Promise<unknown>);
      };
    },
  });
}

function call(parts: FaultStoreParts, name: string, run: () => Promise<unknown>): Promise<unknown> {
  const { process, time, dice, log } = parts;
  return new Promise((resolve, reject) => {
    const pass = (ms: number, then: () => void): void => {
      time.timers.after(ms, () => process.wake(then));
    };
    const carriedOut = (answer: (value: unknown) => void): void => {
      run().then(answer, (cause: unknown) => process.wake(() => reject(cause)));
    };
    const isDown = parts.outageUntil() > time.now;
    if (name === 'pingMs') {
      pass(2, () => resolve(isDown ? null : 2));
      return;
    }
    const isWrite = WRITES.has(name);
    // A reader waits for the store to come back; a writer is told.
    const outageMs = isDown && !isWrite ? (parts.outageUntil() - time.now) / 1_000 : 0;
    const slowMs = dice.happens('store-slow') ? dice.between('store-slow', 0, SLOW_MOST_MS) : 0;
    const waitMs = outageMs + slowMs + dice.between('store', ...USUAL_MS);
    if (isWrite && (isDown || dice.happens('store-not-written'))) {
      log.add('store', `${process.name} ${name} not written`);
      pass(waitMs, () => resolve({ kind: 'not-written', reason: 'no connection' }));
      return;
    }
    if (name === 'kills') {
      // Asked every second by every process: one step, where others have two.
      pass(waitMs, () => carriedOut(resolve));
      return;
    }
    const isLost = isWrite && dice.happens('store-answer-lost');
    const isMade = !isLost || dice.stream('store-made').uniform() < 0.5;
    pass(waitMs, () => {
      const lost = (): void => pass(2_000, () => resolve({ kind: 'ambiguous', reason: 'connection lost' }));
      if (!isMade) {
        log.add('store', `${process.name} ${name} lost, not made`);
        lost();
        return;
      }
      carriedOut((value) => {
        const fence = (value as { readonly fence?: { readonly epoch: number } } | null)?.fence;
        if (fence !== undefined) parts.leads(fence.epoch);
        const kind = (value as { readonly kind?: unknown } | null)?.kind;
        log.add(
          'store',
          `${process.name} ${name} ${typeof kind === 'string' ? kind : ''}${isLost ? ' lost' : ''}`,
        );
        if (isLost) lost();
        else pass(dice.between('store', ...USUAL_MS), () => resolve(value));
      });
    });
  });
}
