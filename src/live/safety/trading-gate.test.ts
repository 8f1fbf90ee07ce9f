import { describe, expect, it } from 'vitest';
import type { MarketIndex } from '../../engine/ids.js';
import type { Micros } from '../../engine/units.js';
import { DEFAULT_HEALTH_LIMITS } from './health-limits.js';
import { type Departure, TradingGate } from './trading-gate.js';

const NOW = 1_800_000_000_000_000 as Micros;
const shifted = (ms: number): Micros => (NOW + ms * 1_000) as Micros;
const MARKET = 1 as MarketIndex;
const entry: Departure = { market: MARKET, purpose: 'entry', inPlay: true, postOnly: false, now: NOW };
const exit: Departure = { ...entry, purpose: 'exit' };

/** Everything known and well. */
function openGate(): TradingGate {
  const gate = new TradingGate(3, DEFAULT_HEALTH_LIMITS, true);
  gate.observeOnly(null);
  gate.permission(null);
  gate.feed(null);
  gate.userChannel(true);
  gate.store(3);
  gate.clock({ boundMs: 40, at: NOW });
  gate.heartbeat(NOW);
  gate.bookHeard(MARKET, NOW);
  return gate;
}

/** Each condition alone, and words of its refusal. */
const BLOCKS: readonly (readonly [string, (gate: TradingGate) => void])[] = [
  ['not reconciled', (gate) => gate.observeOnly('not reconciled yet')],
  ['halted by file', (gate) => gate.halt('file', 'stop')],
  ['paused', (gate) => gate.pause(shifted(1_000), 'three refusals')],
  ['not permitted', (gate) => gate.permission('geoblocked')],
  ['feed is down', (gate) => gate.feed('silent for 20 s')],
  ['user channel', (gate) => gate.userChannel(false)],
  ['store does not answer', (gate) => gate.store(null)],
  ['store takes 101 ms', (gate) => gate.store(101)],
  ['clock may be off by 2001 ms', (gate) => gate.clock({ boundMs: 2_001, at: NOW })],
  ['not read for too long', (gate) => gate.clock({ boundMs: 0, at: shifted(-180_001) })],
  ['wakes 51 ms late', (gate) => gate.loopDelay(51)],
  ['3 orders have an unknown outcome', (gate) => gate.unknownOrders(3)],
  ['heartbeat is 10001 ms old', (gate) => gate.heartbeat(shifted(-10_001))],
  ['not to be trusted: crossed', (gate) => gate.bookHealth(MARKET, 'crossed')],
  ['book is 2001 ms old', (gate) => gate.bookHeard(MARKET, shifted(-2_001))],
  ['cools down', (gate) => gate.coolDown(MARKET, shifted(1))],
];

describe('the trading gate', () => {
  it('lets an entry leave when everything is known and well', () => {
    expect(openGate().refusal(entry)).toBeNull();
    expect(openGate().closedBecause(NOW)).toBeNull();
  });

  it.each(BLOCKS)('holds an entry back by one condition alone: %s', (words, block) => {
    const gate = openGate();
    block(gate);
    expect(gate.refusal(entry)).toContain(words);
  });

  it.each(BLOCKS)('lets an exit pass all the same: %s', (_words, block) => {
    const gate = openGate();
    block(gate);
    expect(gate.refusal(exit)).toBeNull();
  });

  it('begins with nothing known, and lets nothing but an exit leave', () => {
    const gate = new TradingGate(3, DEFAULT_HEALTH_LIMITS, true);
    expect(gate.refusal(entry)).toContain('not reconciled yet');
    expect(gate.refusal(exit)).toBeNull();
  });

  it('knows a book only when it was heard', () => {
    expect(openGate().refusal({ ...entry, market: 2 as MarketIndex })).toBe('the book was not heard yet');
  });

  it('allows an older book before the game than in play', () => {
    const gate = openGate();
    gate.bookHeard(MARKET, shifted(-9_000));
    expect(gate.refusal({ ...entry, inPlay: false })).toBeNull();
    gate.bookHeard(MARKET, shifted(-10_001));
    expect(gate.refusal({ ...entry, inPlay: false })).toContain('10001 ms old');
  });

  it('asks for a heartbeat only where the venue has one', () => {
    const gate = new TradingGate(3, DEFAULT_HEALTH_LIMITS, false);
    gate.observeOnly(null);
    gate.permission(null);
    gate.feed(null);
    gate.userChannel(true);
    gate.store(3);
    gate.clock({ boundMs: 0, at: NOW });
    expect(gate.closedBecause(NOW)).toBeNull();
  });

  it.each([
    ['cancel-only', false, false],
    ['restarting', false, false],
    ['disabled', false, false],
    ['blocked', false, false],
    ['closed-only', false, true],
    ['post-only', false, false],
  ] as const)('lets through what the venue takes while it is %s', (mode, entries, exits) => {
    const gate = openGate();
    gate.mode(mode);
    expect(gate.refusal(entry) === null).toBe(entries);
    expect(gate.refusal(exit) === null).toBe(exits);
  });

  it('lets a post-only order through while the venue takes only these', () => {
    const gate = openGate();
    gate.mode('post-only');
    expect(gate.refusal({ ...entry, postOnly: true })).toBeNull();
  });

  it('stays halted until every source that halted it has resumed', () => {
    const gate = openGate();
    gate.halt('file', 'a');
    gate.halt('store', 'b');
    gate.resume('file');
    expect(gate.refusal(entry)).toContain('halted by store: b');
    gate.resume('store');
    expect(gate.refusal(entry)).toBeNull();
  });
});
