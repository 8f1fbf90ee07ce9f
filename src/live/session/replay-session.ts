import { SessionKernel } from '../../engine/session/session-kernel.js';
import type { DecisionRow, LiveStore } from '../store/live-store.js';
import { rebuildKernel } from './rebuild-kernel.js';
import type { SessionSetup } from './session-options.js';

const ROWS_A_READ = 2_000;

/** What replaying a session came to. */
export interface ReplayReport {
  readonly session: string;
  readonly inputs: number;
  /** Decisions that the session kept, and that the replay made. */
  readonly kept: number;
  readonly replayed: number;
  /** First decision that is not the same, byte for byte; `null` = all are. */
  readonly difference: {
    readonly sequence: number;
    readonly kept: string | null;
    readonly replayed: string | null;
  } | null;
  readonly decisionsDigest: string;
  readonly outputHash: string;
}

/** The parts of a setup that decide what the kernel does. */
export type ReplaySetup = Pick<
  SessionSetup,
  'catalog' | 'strategy' | 'risk' | 'equityEvery' | 'blockedDecisionsMax'
>;

/**
 * Runs the inputs that a session consumed through a fresh kernel, and compares every decision with the one that
 * the session kept, byte for byte.
 */
export async function replaySession(
  setup: ReplaySetup,
  from: { readonly store: LiveStore; readonly session: string },
  onProgress?: (inputs: number) => void,
): Promise<ReplayReport> {
  const decisions = keptDecisions(from);
  const made: string[] = [];
  const { catalog, strategy, risk, equityEvery, blockedDecisionsMax } = setup;
  const kernel = new SessionKernel(
    { catalog, strategy: strategy(), risk, equityEvery, blockedDecisionsMax, seed: from.session },
    { send: () => undefined, listener: { decision: (record) => made.push(JSON.stringify(record)) } },
  );
  const rebuilt = await rebuildKernel(kernel, from, (_input, sequence) => onProgress?.(sequence + 1));
  const report = await compare(decisions, made);
  const { decisionsDigest, outputHash } = kernel;
  return { session: from.session, inputs: rebuilt.next, ...report, decisionsDigest, outputHash };
}

async function compare(
  decisions: AsyncIterable<DecisionRow>,
  made: readonly string[],
): Promise<Pick<ReplayReport, 'kept' | 'replayed' | 'difference'>> {
  let kept = 0;
  let difference: ReplayReport['difference'] = null;
  for await (const { sequence, json } of decisions) {
    const replayed = made[sequence] ?? null;
    if (difference === null && replayed !== json) difference = { sequence, kept: json, replayed };
    kept += 1;
  }
  // The last moments before a crash may have been decided and not kept: they are not held against the replay.
  return { kept, replayed: made.length, difference };
}

async function* keptDecisions(from: {
  readonly store: LiveStore;
  readonly session: string;
}): AsyncIterable<DecisionRow> {
  let next = 0;
  for (;;) {
    const rows = await from.store.readDecisions(from.session, next, ROWS_A_READ);
    if (rows.length === 0) return;
    yield* rows;
    next = (rows.at(-1)?.sequence ?? next) + 1;
  }
}
