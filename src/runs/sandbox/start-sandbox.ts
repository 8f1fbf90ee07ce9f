import { TouchlineError } from '../../engine/errors.js';
import type { Tape } from '../../engine/tape.js';
import { micros } from '../../engine/units.js';
import { nodeClock } from '../../live/adapters/node-clock.js';
import { nodeTimers } from '../../live/adapters/node-timers.js';
import { FakeVenue } from '../../live/venues/fake/fake-venue.js';
import { FaultDice } from '../../live/venues/fake/faults/fault-dice.js';
import { drawFaults } from '../../live/venues/fake/faults/fault-plan.js';
import {
  faultyRedemption,
  faultySettlement,
  VenueFaults,
} from '../../live/venues/fake/faults/venue-faults.js';
import { serveVenue, type VenueServer } from '../../live/venues/fake/server/venue-server.js';
import { ownTimers } from './own-timers.js';
import { Replay } from './replay.js';
import { ReplayAxis } from './replay-axis.js';

/** How a recording is served. */
export interface SandboxOptions {
  readonly tape: Tape;
  /** Recorded seconds in a second, above 0. */
  readonly speed: number;
  /** 0 = any that is free. */
  readonly port: number;
  readonly seed: string;
  /** Money of whoever asks for API credentials, 1e-6 dollars. */
  readonly openingCash: number;
  /** Quiet stretches are cut to this, recorded seconds. */
  readonly quietMostSeconds: number;
  /** Seed of what goes wrong; `null` = nothing does. */
  readonly faults: string | null;
}

/** A sandbox that runs. */
export interface Sandbox {
  readonly server: VenueServer;
  readonly venue: FakeVenue;
  readonly replay: Replay;
  /** Resolves when the recording has been served, or at `close`. */
  readonly served: Promise<void>;
  /** Resolves when nobody is connected and every trade has settled. */
  deserted(): Promise<void>;
  close(): Promise<void>;
}

/** Before the first event, so that clients can connect, milliseconds. */
const LEAD_MS = 1_000;
const DESERTED_POLL_MS = 200;

/** Serves a tape as a live venue on a loopback port. @throws DATA_SELECTION for an empty tape, LIVE_PORT. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { tape } = options;
  if (tape.length === 0) {
    throw new TouchlineError('DATA_SELECTION', 'the dataset has no event to serve', {
      hint: '`touchline data ls` shows what there is',
    });
  }
  const timers = ownTimers(nodeTimers);
  const faults = options.faults === null ? null : faultsOf(options.faults);
  const clock = faults?.clock ?? nodeClock;
  const venue = new FakeVenue({
    catalog: tape.catalog,
    clock,
    timers,
    seed: options.seed,
    openingCash: options.openingCash,
    ...(faults !== null && {
      settlement: faultySettlement(faults.dice),
      redeemAfterMs: faultyRedemption(faults.dice),
    }),
  });
  const server = await serveVenue(venue, options.port, faults?.dice);
  if (faults !== null) new VenueFaults({ venue, timers, ...faults }).start();
  const axis = new ReplayAxis(tape.localTime, {
    start: micros(nodeClock.now() + LEAD_MS * 1_000),
    speed: options.speed,
    quietMostSeconds: options.quietMostSeconds,
  });
  const replay = new Replay({ tape, axis, venue, clock: nodeClock, timers });
  let closed = false;
  return {
    server,
    venue,
    replay,
    served: replay.run(),
    deserted: async () => {
      // What has not settled when it is closed never will.
      while (!closed && (venue.counts().connections > 0 || venue.exchange.settlement.unsettled > 0)) {
        await new Promise((resolve) => setTimeout(resolve, DESERTED_POLL_MS));
      }
    },
    close: async () => {
      closed = true;
      replay.stop();
      await server.close();
      timers.cancelAll();
    },
  };
}

/** Dice of a seed, and a clock that they can set off. */
function faultsOf(seed: string) {
  let skewMs = 0;
  return {
    dice: new FaultDice(seed, drawFaults(seed), () => undefined),
    clock: { ...nodeClock, now: () => micros(nodeClock.now() + skewMs * 1_000) },
    skewClock: (ms: number) => {
      skewMs = ms;
    },
  };
}
