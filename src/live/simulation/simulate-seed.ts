import { MICROS_PER_SECOND } from '../../engine/units.js';
import type { FaultPlan } from '../venues/fake/faults/fault-plan.js';
import { Checkers, type Violation } from './checkers.js';
import { checkTheEnd } from './final-checks.js';
import { simSigner } from './sim-signer.js';
import { SimTrader, type Tampering } from './sim-trader.js';
import { SimWorld } from './sim-world.js';

/** What one seed is run with. */
export interface SeedOptions {
  readonly seed: string;
  readonly hours: number;
  readonly plan?: FaultPlan;
  readonly tampering?: Tampering;
  readonly keepLog?: boolean;
  /** Ends at the first violation: enough for whoever wants to know whether there is one. */
  readonly stopEarly?: boolean;
}

/** What came of one seed. */
export interface SeedResult {
  readonly seed: string;
  /** SHA-256 of everything that happened, in order. */
  readonly hash: string;
  readonly events: number;
  /** Orders that were sent, those of each request counted. */
  readonly posts: number;
  /** Requests of several orders. */
  readonly batches: number;
  readonly orders: number;
  readonly trades: number;
  readonly crashes: number;
  readonly violations: readonly Violation[];
  /** `fault state` and how often they met. */
  readonly coverage: ReadonlyMap<string, number>;
  readonly log: readonly string[];
}

const OPERATOR_MS = 300_000;
const LAST_ROUND_MICROS = 30 * MICROS_PER_SECOND;
/** A second instance stands by in this share of the seeds. */
const STANDBY_SHARE = 0.3;

/** Runs the live stack through the faults of one seed, and checks what it promises. */
export async function simulateSeed(options: SeedOptions): Promise<SeedResult> {
  const signer = await simSigner();
  const checkers = new Checkers();
  const world = new SimWorld(options, checkers);
  let crashes = 0;
  const watcher = {
    alert: ({ detail }: { readonly detail: string }) => checkers.secret(detail),
    written: (text: string) => checkers.secret(text),
    broke: (cause: unknown) =>
      checkers.broke('fault', cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)),
  };
  const parts = { watcher, signer, ...(options.tampering !== undefined && { tampering: options.tampering }) };
  const names = world.dice.stream('standby').uniform() < STANDBY_SHARE ? ['a', 'b'] : ['a'];
  const traders = names.map((name) => new SimTrader(world, name, parts));
  checkers.attach(world, traders);
  await world.begin();
  for (const trader of traders) trader.start();
  const anyTrader = () => traders[world.dice.between('whom', 0, traders.length)];
  repeat(world, 'hourly-crash', () => {
    crashes += 1;
    anyTrader()?.crash('crash');
  });
  repeat(world, 'hourly-pause', () => anyTrader()?.process?.pause(world.dice.between('pause', 0, 120_000)));
  operate(world);
  const broken = (): boolean => options.stopEarly === true && checkers.violations.length > 0;
  await world.time.runUntil(world.end, broken);
  // What was halted since the person's last round, by losses say, is lifted and heard before it is judged.
  await lift(world);
  await world.time.runUntil(world.end + LAST_ROUND_MICROS, broken);
  const leader = traders.find(({ session }) => session?.fence !== null) ?? traders[0];
  if (leader !== undefined && !broken()) await checkTheEnd(world, leader, checkers);
  for (const { process } of traders) process?.kill();
  return {
    seed: options.seed,
    hash: world.log.digest,
    events: world.log.count,
    posts: checkers.posts,
    batches: checkers.batches,
    orders: world.venue.exchange.orders.size,
    trades: world.venue.exchange.settlement.trades.length,
    crashes,
    violations: checkers.violations,
    coverage: checkers.coverage,
    log: world.log.lines,
  };
}

function repeat(world: SimWorld, fault: 'hourly-crash' | 'hourly-pause', run: () => void): void {
  const waitMs = world.dice.nextAfterMs(fault);
  if (waitMs === null) return;
  world.time.timers.after(waitMs, () => {
    if (world.dice.plan[fault] === 0) return;
    world.dice.tell(fault);
    run();
    repeat(world, fault, run);
  });
}

/** A person who looks every five minutes, and lifts what has halted. */
function operate(world: SimWorld): void {
  world.time.timers.after(OPERATOR_MS, () => {
    if (world.time.now >= world.end) return;
    void lift(world);
    operate(world);
  });
}

async function lift(world: SimWorld): Promise<void> {
  const kills = await world.store.kills();
  if (kills.length === 0) return;
  const at = world.time.now;
  world.log.add('operator', kills.map(({ reason }) => reason).join('; '));
  await world.store.rearm('sim', { at, actor: 'operator', action: 'resume', detail: 'looked at it' });
}
