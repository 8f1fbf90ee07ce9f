import { privateKeyToAccount } from 'viem/accounts';
import { randomStream } from '../../engine/random.js';
import { type Micros, micros } from '../../engine/units.js';
import type { Clock } from '../ports/clock.js';
import { MemoryStore } from '../store/memory/memory-store.js';
import type { VenueAccount } from '../venues/fake/exchange/venue-account.js';
import { FakeVenue } from '../venues/fake/fake-venue.js';
import { FaultDice } from '../venues/fake/faults/fault-dice.js';
import { drawFaults, type Fault, type FaultPlan } from '../venues/fake/faults/fault-plan.js';
import { faultyRedemption, faultySettlement, VenueFaults } from '../venues/fake/faults/venue-faults.js';
import type { VenueRequest } from '../venues/fake/wire/venue-http.js';
import { EventLog } from './event-log.js';
import { SimMarket, type SimSeason, simSeason } from './sim-market.js';
import { SimNetwork } from './sim-network.js';
import type { SimProcess } from './sim-process.js';
import { VirtualTime } from './virtual-time.js';

/** 2026-07-11 00:00 UTC. */
export const SIM_START = micros(Date.UTC(2026, 6, 11) * 1_000);
const SETTLING_MICROS = 180_000_000;
const QUIET_LEAST_HOURS = 2 / 3;
const OPENING_CASH = 1_000_000_000;
/** A key that guards nothing, and whose digits no log may hold. */
export const SIM_KEY = `0x${'5ca1ab1e'.repeat(8)}` as const;

/** What a world is made of. */
export interface WorldOptions {
  readonly seed: string;
  readonly hours: number;
  readonly plan?: FaultPlan;
  readonly keepLog?: boolean;
}

/** Who looks on while a world turns. */
export interface WorldWatcher {
  request(moment: 'leaves' | 'arrives', request: VenueRequest, process: SimProcess): void;
  fault(fault: Fault): void;
  /** Text that was logged, and that may hold no secret. */
  secret(text: string): void;
}

/** Time, venue, network and store of one seed. Processes come and go in it. */
export class SimWorld {
  readonly time: VirtualTime;
  readonly log: EventLog;
  readonly dice: FaultDice;
  readonly venue: FakeVenue;
  readonly network: SimNetwork;
  readonly store = new MemoryStore();
  readonly season: SimSeason;
  readonly account: VenueAccount;
  readonly end: Micros;
  readonly healAt: Micros;
  /** No trade begins after it: what is under way at the end has had time to settle. */
  readonly stopAt: Micros;
  outageUntil = 0;
  /** Newest epoch that the store has given out. */
  leaderEpoch = 0;
  readonly #faults: VenueFaults;
  #skewMs = 0;

  constructor(options: WorldOptions, watcher: WorldWatcher) {
    const { seed, hours } = options;
    const order = randomStream({ seed, strategy: 'simulation', market: '', purpose: 'order' });
    this.time = new VirtualTime(SIM_START, () => order.integer(1_024));
    this.log = new EventLog(
      () => this.time.now,
      (text) => watcher.secret(text),
      options.keepLog === true,
    );
    this.dice = new FaultDice(seed, options.plan ?? drawFaults(seed), (fault) => {
      this.log.add('fault', fault);
      watcher.fault(fault);
    });
    this.season = simSeason(seed, SIM_START, hours);
    this.end = micros(SIM_START + hours * 3_600_000_000);
    // The last two hours of a day are without faults; of less than a day as long as a trade may be retried.
    this.healAt = micros(this.end - Math.floor(Math.max(hours / 12, QUIET_LEAST_HOURS) * 3_600_000_000));
    this.stopAt = micros(this.end - SETTLING_MICROS);
    const { timers } = this.time;
    const settlement = faultySettlement(this.dice);
    this.venue = new FakeVenue({
      catalog: this.season.catalog,
      clock: this.#venueClock(),
      timers,
      seed,
      settlement,
      redeemAfterMs: faultyRedemption(this.dice),
    });
    const signer = privateKeyToAccount(SIM_KEY).address;
    this.account = this.venue.openAccount({ signer, cash: OPENING_CASH });
    const { venue, dice, log, time } = this;
    this.network = new SimNetwork({ time, venue, dice, log, watch: (...seen) => watcher.request(...seen) });
    this.#faults = new VenueFaults({ venue, dice, timers, skewClock: (ms) => this.#skew(ms) });
  }

  /** Opens the account in the store and sets prices, faults and their end going. */
  async begin(): Promise<void> {
    const { signer, wallet } = this.account;
    const row = { name: 'sim', venue: 'polymarket', mode: 'live', funder: wallet, signer } as const;
    const createdAt = this.time.now;
    await this.store.putAccount({ ...row, signatureType: 0, armed: false, createdAt }, OPENING_CASH as never);
    await this.store.arm('sim', true, { at: createdAt, actor: 'sim', action: 'arm', detail: 'sim' });
    for (const { game } of this.season.catalog.markets) {
      this.#play(new SimMarket(this.season, game));
    }
    this.#faults.start();
    this.#outages();
    this.time.at(this.healAt, () => this.#heal());
  }

  #venueClock(): Clock {
    return {
      now: () => micros(Math.floor(this.time.now) + this.#skewMs * 1_000),
      monotonicMs: () => this.time.now / 1_000,
    };
  }

  #skew(ms: number): void {
    this.#skewMs = ms;
  }

  #play(market: SimMarket): void {
    const next = market.next(this.time.now);
    // An outcome that comes later has no time to be heard and booked.
    if (next === null || next.at > (next.event.kind === 'resolution' ? this.stopAt : this.end)) return;
    this.time.at(next.at, () => {
      this.venue.apply(next.event);
      this.#play(market);
    });
  }

  #outages(): void {
    const waitMs = this.dice.nextAfterMs('hourly-store-outage');
    if (waitMs === null) return;
    this.time.timers.after(waitMs, () => {
      if (this.dice.plan['hourly-store-outage'] === 0) return;
      this.dice.tell('hourly-store-outage');
      this.outageUntil = this.time.now + this.dice.between('outage', 1_000, 60_000) * 1_000;
      this.#outages();
    });
  }

  #heal(): void {
    this.log.add('heal', '');
    this.dice.heal();
    this.#skewMs = 0;
    this.outageUntil = 0;
    this.venue.mode = 'normal';
    for (const market of this.venue.markets) market.version = '2';
    this.network.dropAll();
  }
}
