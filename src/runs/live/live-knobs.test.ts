import { describe, expect, it } from 'vitest';
import { type LiveConfig, liveConfigSchema } from '../../config/live-config.js';
import { settingsOf } from '../../config/setting-list.js';
import type { MarketIndex } from '../../engine/ids.js';
import type { Micros, Price, Usd } from '../../engine/units.js';
import { LossTriggers } from '../../live/safety/loss-triggers.js';
import { collarRefusal } from '../../live/safety/price-collar.js';
import { RejectBrake } from '../../live/safety/reject-brake.js';
import { TradingGate } from '../../live/safety/trading-gate.js';
import { intentOf } from '../../live/store/contract/store-world.testing.js';
import { type AdmissionFacts, judgeAdmission } from '../../live/store/rules/judge-admission.js';
import { scoreOfText } from '../../strategies/sport/feeds/polymarket-score.js';
import { freshWindow, selectionOf } from './games-selection.js';
import { liveLimitsOf } from './live-limits-of.js';
import { venueHosts } from './venue-hosts.js';

const NOW = 1_789_318_800_000_000 as Micros;
const at = (ms: number): Micros => (NOW + ms * 1_000) as Micros;
const usdOf = (dollars: number): Usd => Math.round(dollars * 1e6) as Usd;

/** An entry of 5 USD in an account that has done a little of everything. */
const FACTS: AdmissionFacts = {
  killed: null,
  caps: null,
  disarmed: false,
  openEntry: null,
  marketRisk: usdOf(20),
  gameRisk: usdOf(40),
  grossRisk: usdOf(60),
  reserved: usdOf(3),
  cash: usdOf(500),
  traded: usdOf(80),
  ordersInMinute: 4,
  ordersInHour: 14,
  repeats: 0,
  fillsInMinute: 2,
};

const admits = (config: LiveConfig, facts: Partial<AdmissionFacts> = {}) =>
  judgeAdmission(intentOf(1), liveLimitsOf(config), { ...FACTS, ...facts }).kind;

/** What a gate that is well but for one thing says to an entry. */
function gate({ health }: LiveConfig, spoil: (gate: TradingGate) => void, inPlay = true): boolean {
  const made = new TradingGate(1, health, true);
  made.observeOnly(null);
  made.permission(null);
  made.feed(null);
  made.userChannel(true);
  made.store(1);
  made.clock({ boundMs: 0, at: NOW });
  made.heartbeat(NOW);
  made.bookHeard(0 as MarketIndex, NOW);
  spoil(made);
  const entry = { market: 0 as MarketIndex, purpose: 'entry', inPlay, postOnly: false, now: NOW } as const;
  return made.refusal(entry) === null;
}

/** What the sports channel makes of a score, by the order that is set. */
const scoreOf = (orders: LiveConfig['scoreOrders']) => scoreOfText('3-16', orders['nba'] ?? null, null);

const brake = (config: LiveConfig) => new RejectBrake(liveLimitsOf(config));
const triggers = (config: LiveConfig) => new LossTriggers(liveLimitsOf(config), usdOf(1_000));
const collar = (config: LiveConfig, limit: number) =>
  collarRefusal({ side: 'buy', limit: limit as Price }, { mid: 5_000, tick: 100 }, liveLimitsOf(config));

type Case = readonly [a: unknown, b: unknown, probe: (config: LiveConfig) => unknown];

const CASES: Readonly<Record<string, Case>> = {
  'live.account': ['paper', 'main', ({ account }) => account],
  'live.url': [undefined, 'http://127.0.0.1:1', ({ url }) => venueHosts(url).clob],
  'live.leagues': [['nba'], ['epl'], (config) => selectionOf(config, freshWindow(config, NOW)).leagues],
  'live.daysAhead': [1, 2, (config) => freshWindow(config, NOW).to],
  'live.scoreOrders': [{ nba: 'home-away' }, { nba: 'away-home' }, ({ scoreOrders }) => scoreOf(scoreOrders)],
  'live.marketsMax': [10, 20, (config) => selectionOf(config, freshWindow(config, NOW)).mostMarkets],
  'live.limits.perOrderUsd': [4.99, 5, admits],
  'live.limits.perMarketUsd': [24.99, 25, admits],
  'live.limits.perGameUsd': [44.99, 45, admits],
  'live.limits.grossUsd': [64.99, 65, admits],
  'live.limits.dailyTradedUsd': [87.99, 88, admits],
  'live.limits.ordersPerMinute': [4, 5, admits],
  'live.limits.ordersPerHour': [14, 15, admits],
  'live.limits.repeatSeconds': [10, 0, (config) => admits(config, { repeats: 1 })],
  'live.limits.fillsPerMinutePerMarket': [2, 3, admits],
  'live.limits.cashFloorUsd': [492.01, 492, admits],
  'live.limits.dailyLossUsd': [10, 11, (config) => triggers(config).equity(usdOf(990))],
  'live.limits.drawdownUsd': [10, 11, (config) => triggers(config).equity(usdOf(990)) !== null],
  'live.limits.losingStreak': [1, 2, (config) => triggers(config).roundTrip({ pnl: usdOf(-1) })],
  'live.limits.rejectsInRow': [1, 2, (config) => brake(config).rejected(NOW).kind],
  'live.limits.rejectPauseSeconds': [
    30,
    60,
    (config) =>
      [1, 2, 3].map(
        (
          (one) => () =>
            one.rejected(NOW)
        )(brake(config)),
      ),
  ],
  'live.limits.errorsPerMinute': [1, 2, (config) => brake(config).failed(NOW).kind],
  'live.limits.collarTicks': [2, 3, (config) => collar(config, 5_300)],
  'live.limits.collarPart': [0.15, 0.16, (config) => collar(config, 5_800)],
  'live.health.bookAgeInPlayMs': [
    99,
    100,
    (config) => gate(config, (one) => one.bookHeard(0 as MarketIndex, at(-100))),
  ],
  'live.health.bookAgeBeforeMs': [
    ...([99, 100] as const),
    (config) => gate(config, (one) => one.bookHeard(0 as MarketIndex, at(-100)), false),
  ],
  'live.health.clockOffsetMs': [
    99,
    100,
    (config) => gate(config, (one) => one.clock({ boundMs: 100, at: NOW })),
  ],
  'live.health.clockAgeMs': [
    99,
    100,
    (config) => gate(config, (one) => one.clock({ boundMs: 0, at: at(-100) })),
  ],
  'live.health.loopDelayMs': [99, 100, (config) => gate(config, (one) => one.loopDelay(100))],
  'live.health.storeMs': [99, 100, (config) => gate(config, (one) => one.store(100))],
  'live.health.unknownOrders': [1, 2, (config) => gate(config, (one) => one.unknownOrders(2))],
  'live.health.heartbeatAgeMs': [99, 100, (config) => gate(config, (one) => one.heartbeat(at(-100)))],
};

/** A configuration that holds one setting beside the defaults. */
function configWith(key: string, value: unknown): LiveConfig {
  const path = key.split('.').slice(1);
  const raw = path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
  return liveConfigSchema.parse(value === undefined ? {} : raw);
}

describe('every setting of a live session', () => {
  it('has a case here', () => {
    expect(Object.keys(CASES).sort()).toEqual(
      settingsOf(liveConfigSchema, 'live')
        .map(({ key }) => key)
        .sort(),
    );
  });

  it.each(Object.entries(CASES))('has two values that change what may happen: %s', (key, [a, b, probe]) => {
    expect(probe(configWith(key, a))).not.toEqual(probe(configWith(key, b)));
  });
});
