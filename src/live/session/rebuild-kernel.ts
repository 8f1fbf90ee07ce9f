import { TouchlineError } from '../../engine/errors.js';
import { decodeSessionInput } from '../../engine/session/session-codec.js';
import type { SessionInput } from '../../engine/session/session-input.js';
import type { SessionKernel } from '../../engine/session/session-kernel.js';
import type { LiveStore } from '../store/live-store.js';

const LINES_A_READ = 5_000;

/** What the journal of a session says beside what the kernel made of it. */
export interface Rebuilt {
  /** Sequence that the next line gets. */
  readonly next: number;
  /** Fills that the kernel was told: `trade + order`, and `void trade + order` of those taken back. */
  readonly told: ReadonlySet<string>;
  /** The strategy was told to stop: such a session cannot go on. */
  readonly closed: boolean;
  /** Outcomes that it was told, in order. */
  readonly resolutions: readonly { readonly market: number; readonly payout: number; readonly at: number }[];
}

/**
 * Feeds a fresh kernel everything that the journal of its session has.
 *
 * @param onInput told of each input before the kernel takes it.
 * @throws LIVE_JOURNAL for a gap in the sequence; what the codec and the kernel throw.
 */
export async function rebuildKernel(
  kernel: SessionKernel,
  from: { readonly store: LiveStore; readonly session: string },
  onInput?: (input: SessionInput, sequence: number) => void,
): Promise<Rebuilt> {
  const told = new Set<string>();
  const resolutions: { market: number; payout: number; at: number }[] = [];
  let next = 0;
  let closed = false;
  for (;;) {
    const lines = await from.store.readJournal(from.session, next, LINES_A_READ);
    if (lines.length === 0) return { next, told, closed, resolutions };
    for (const { sequence, line } of lines) {
      if (sequence !== next) throw broken(from.session, next, sequence);
      const input = decodeSessionInput(line, sequence);
      note(input, told, resolutions);
      closed ||= input.kind === 'closing';
      onInput?.(input, sequence);
      kernel.apply(input);
      next = sequence + 1;
    }
  }
}

function note(
  input: SessionInput,
  told: Set<string>,
  resolutions: { market: number; payout: number; at: number }[],
): void {
  if (input.kind === 'report' && 'price' in input.report) {
    const { state, trade } = input.report;
    told.add(`${state === 'void' ? 'void ' : ''}${trade ?? ''}${input.order}`);
  }
  if (input.kind !== 'events') return;
  for (const event of input.events) {
    if (event.kind === 'resolution') {
      resolutions.push({ market: event.market, payout: event.payout, at: event.localTime });
    }
  }
}

const broken = (session: string, wanted: number, found: number): TouchlineError =>
  new TouchlineError('LIVE_JOURNAL', `the journal of session ${session} has a gap`, {
    where: { wanted, found },
    hint: 'it cannot be replayed; begin a new session with --fresh once nothing of this one is open',
  });
