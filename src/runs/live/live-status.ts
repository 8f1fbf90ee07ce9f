import { TouchlineError } from '../../engine/errors.js';
import {
  formatPrice,
  formatShares,
  formatUsd,
  MICROS_PER_MILLISECOND,
  type Micros,
} from '../../engine/units.js';
import { isFresh, type SessionPulse } from '../../live/session/session-pulse.js';
import type { AccountRow, KillRow, LiveStore, SessionRow } from '../../live/store/live-store.js';
import type { LiveFolder, RunningMark } from './live-folder.js';

/** How a session said that it does. */
export interface StatusPulse extends Pick<SessionPulse, 'state' | 'because' | 'unknown' | 'feed' | 'alerts'> {
  readonly session: string;
  /** When it said so, ISO 8601. */
  readonly at: string;
  /** It says so every two seconds; false = it has not for ten. */
  readonly fresh: boolean;
  /** Cash and what selling everything at the prices last heard would bring. */
  readonly equityUsd: string;
}

/** An account as it stands in the store, in the units that people read. */
export interface LiveStatus {
  readonly account: Pick<AccountRow, 'name' | 'mode' | 'venue' | 'armed'>;
  /** The process of this folder that trades it; `null` = none does. */
  readonly process: RunningMark | null;
  readonly session: { readonly id: string; readonly strategy: string; readonly startedAt: string } | null;
  /** What the session last told of itself on this machine; `null` = nothing. Of a process that is gone, its last words. */
  readonly pulse: StatusPulse | null;
  readonly halts: readonly { readonly by: string; readonly reason: string; readonly at: string }[];
  readonly cashUsd: string;
  readonly reservedUsd: string;
  readonly pendingUsd: string;
  readonly feesUsd: string;
  readonly orders: readonly Readonly<Record<string, string>>[];
  readonly holdings: readonly Readonly<Record<string, string>>[];
}

const iso = (at: Micros): string => new Date(at / MICROS_PER_MILLISECOND).toISOString();

/** @throws LIVE_ACCOUNT for an account that is not there. */
export async function liveStatus(
  store: LiveStore,
  name: string,
  { folder, now }: { readonly folder: Pick<LiveFolder, 'running' | 'pulse'>; readonly now: Micros },
): Promise<LiveStatus> {
  const account = (await store.accounts()).find((row) => row.name === name);
  if (account === undefined) {
    throw new TouchlineError('LIVE_ACCOUNT', `there is no account ${name}`, {
      where: { account: name },
      hint: 'a paper account is made by its first session; `touchline accounts add` makes others',
    });
  }
  const session = (await store.sessions(name)).find(({ endedAt }) => endedAt === null) ?? null;
  const kills = (await store.kills()).filter((kill) => kill.account === null || kill.account === name);
  const totals = await store.totals(name);
  const { mode, venue, armed } = account;
  return {
    account: { name, mode, venue, armed },
    process: folder.running(name),
    pulse: pulsePart(folder.pulse(name), now),
    session: session === null ? null : sessionPart(session),
    halts: kills.map(haltPart),
    cashUsd: formatUsd(totals.cash),
    reservedUsd: formatUsd(totals.reserved),
    pendingUsd: formatUsd(totals.pending),
    feesUsd: formatUsd(totals.fees),
    orders: (await store.openIntents(name, null)).map((intent) => ({
      market: intent.market,
      side: `${intent.side} ${intent.outcome}`,
      size: formatShares(intent.size),
      filled: formatShares(intent.filled),
      limit: formatPrice(intent.limit),
      state: intent.state,
      since: iso(intent.createdAt),
      venueOrderId: intent.venueOrderId,
    })),
    holdings: (await store.holdings(name))
      .filter(({ size }) => size !== 0)
      .map(({ market, outcome, size, cost }) => ({
        market,
        outcome,
        size: formatShares(size),
        costUsd: formatUsd(cost),
      })),
  };
}

function pulsePart(pulse: SessionPulse | null, now: Micros): StatusPulse | null {
  if (pulse === null) return null;
  const { session, at, state, because, equity, unknown, feed, alerts } = pulse;
  return {
    session,
    at: iso(at),
    fresh: isFresh(at, now),
    state,
    because,
    equityUsd: formatUsd(equity),
    unknown,
    feed,
    alerts,
  };
}

const sessionPart = ({ id, strategy, startedAt }: SessionRow) => ({
  id,
  strategy,
  startedAt: iso(startedAt),
});
const haltPart = ({ by, reason, at }: KillRow) => ({ by, reason, at: iso(at) });
