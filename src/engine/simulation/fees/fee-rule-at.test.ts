import { describe, expect, it } from 'vitest';
import type { VenueName } from '../../catalog.js';
import { type Micros, micros, price, shares } from '../../units.js';
import { chargeFill } from './charge-fill.js';
import { newFeeAccount } from './fee-account.js';
import type { FeeQuery, FeeRule } from './fee-rule.js';
import { feeRuleAt } from './fee-rule-at.js';
import { SCHEDULES } from './schedules.js';

const at = (iso: string, plus = 0): Micros => micros(Date.parse(iso) * 1_000 + plus);
const ruleAt = (venue: VenueName, time: Micros, more: Partial<FeeQuery> = {}): FeeRule =>
  feeRuleAt({ venue, league: 'nba', time, terms: null, createdAt: null, ...more });

/** Fee in dollars of 100 shares at 0.50, a taker's first fill. */
function feeOfHundred(rule: FeeRule, liquidity: 'taker' | 'maker' = 'taker'): number {
  const fill = {
    price: price(5_000),
    size: shares(100_000_000),
    liquidity,
    side: 'buy',
    rebates: true,
  } as const;
  return chargeFill(rule, newFeeAccount(), fill) / 1e6;
}

describe('feeRuleAt on Polymarket', () => {
  it.each([
    ['2025-11-01T00:00Z', 0, 0],
    ['2026-02-17T23:59:59.999Z', 0, 0],
    ['2026-02-18T00:00Z', 0, 0],
    ['2026-03-29T23:59:59.999Z', 0, 0],
    ['2026-03-30T00:00Z', 0.75, -0.1875],
    ['2026-07-09T23:59:59.999Z', 0.75, -0.1875],
    ['2026-07-10T00:00Z', 1.25, -0.1875],
    ['2026-11-23T00:00Z', 1.25, -0.1875],
  ])('100 shares of an NBA market at 0.50 on %s cost a taker %d and a maker %d', (time, taker, maker) => {
    const rule = ruleAt('polymarket', at(time));
    expect(feeOfHundred(rule)).toBe(taker);
    expect(feeOfHundred(rule, 'maker')).toBe(maker);
  });

  it('changes at the microsecond of midnight UTC', () => {
    expect(feeOfHundred(ruleAt('polymarket', at('2026-03-30T00:00Z', -1)))).toBe(0);
    expect(feeOfHundred(ruleAt('polymarket', at('2026-03-30T00:00Z')))).toBe(0.75);
    expect(feeOfHundred(ruleAt('polymarket', at('2026-07-10T00:00Z', -1)))).toBe(0.75);
    expect(feeOfHundred(ruleAt('polymarket', at('2026-07-10T00:00Z')))).toBe(1.25);
  });

  it('charges college basketball and Serie A markets created from 2026-02-18 on 0.21875 for 100 shares', () => {
    const start = at('2026-02-18T00:00Z');
    for (const league of ['cbb', 'ncaab', 'sea']) {
      const rule = ruleAt('polymarket', at('2026-03-01T00:00Z'), { league, createdAt: start });
      expect(feeOfHundred(rule)).toBe(0.21875);
      expect(rule.certain).toBe(true);
      const older = ruleAt('polymarket', at('2026-03-01T00:00Z'), { league, createdAt: micros(start - 1) });
      expect(feeOfHundred(older)).toBe(0);
    }
  });

  it('charges that fee, and says so, where the league or the age of the market is not known', () => {
    for (const league of ['cbb', 'unknown']) {
      const rule = ruleAt('polymarket', at('2026-03-01T00:00Z'), { league });
      expect(feeOfHundred(rule)).toBe(0.21875);
      expect(rule.certain).toBe(false);
      expect(rule.note).toMatch(/not known/);
    }
  });

  it('is not certain of a market that is older than the change', () => {
    const time = at('2026-08-01T00:00Z');
    expect(ruleAt('polymarket', time, { createdAt: at('2026-07-09T00:00Z') }).certain).toBe(false);
    expect(ruleAt('polymarket', time, { createdAt: at('2026-07-10T00:00Z') }).certain).toBe(true);
  });

  it('notes that the dated table stands in for the terms of the market', () => {
    expect(ruleAt('polymarket', at('2026-08-01T00:00Z')).note).toMatch(/dated table/);
    const terms = { takerRate: 500, makerRate: 0 };
    expect(ruleAt('polymarket', at('2026-08-01T00:00Z'), { terms }).note).toBeNull();
  });
});

describe('feeRuleAt on Polymarket US', () => {
  it.each([
    ['2026-07-01T04:00Z', -1, 0.15, -0.1],
    ['2026-07-01T04:00Z', 0, 1.5, -0.31],
    ['2026-09-17T03:59Z', -1, 1.5, -0.31],
    ['2026-09-17T03:59Z', 0, 1.74, -0.31],
  ])(
    '100 contracts at 0.50 at %s %d microseconds cost a taker %d and a maker %d',
    (time, plus, taker, maker) => {
      const rule = ruleAt('polymarket-us', at(time, plus));
      expect(feeOfHundred(rule)).toBe(taker);
      expect(feeOfHundred(rule, 'maker')).toBe(maker);
    },
  );

  it('changes at midnight and one minute before midnight in New York', () => {
    const inNewYork = new Intl.DateTimeFormat('en-CA', {
      timeZone: 'America/New_York',
      dateStyle: 'short',
      timeStyle: 'short',
      hour12: false,
    });
    const starts = SCHEDULES.filter((period) => period.venue === 'polymarket-us').map((period) =>
      inNewYork.format(period.from / 1_000).replace('24:', '00:'),
    );
    expect(starts).toEqual(['2025-12-03, 00:00', '2026-07-01, 00:00', '2026-09-16, 23:59']);
  });

  it('is uncertain before 2026-07-01 and says so', () => {
    const rule = ruleAt('polymarket-us', at('2026-06-30T12:00Z'));
    expect(rule.certain).toBe(false);
    expect(rule.note).toMatch(/uncertain/);
    expect(ruleAt('polymarket-us', at('2026-07-02T12:00Z'))).toMatchObject({ certain: true, note: null });
  });

  it('refuses a time before the venue opened', () => {
    const query = () => ruleAt('polymarket-us', at('2025-12-03T05:00Z', -1), { league: 'nfl' });
    expect(query).toThrow(
      expect.objectContaining({
        code: 'ENGINE_FEE_UNKNOWN',
        where: { venue: 'polymarket-us', league: 'nfl', time: at('2025-12-03T05:00Z', -1) },
      }),
    );
  });
});

describe('feeRuleAt on Kalshi', () => {
  it('charges makers of the major leagues and is certain of it', () => {
    const rule = ruleAt('kalshi', at('2026-10-01T00:00Z'), { league: 'nba' });
    expect(rule.certain).toBe(true);
    expect(rule.makerRate).toBe(17_500);
  });

  it('charges makers of any other league too, and says that this is assumed', () => {
    const rule = ruleAt('kalshi', at('2026-10-01T00:00Z'), { league: 'atp' });
    expect(rule.certain).toBe(false);
    expect(rule.makerRate).toBe(17_500);
    expect(rule.note).toMatch(/assumed/);
  });

  it('is uncertain while the rounding changed', () => {
    expect(ruleAt('kalshi', at('2026-08-21T00:00Z')).certain).toBe(true);
    expect(ruleAt('kalshi', at('2026-09-01T00:00Z')).certain).toBe(false);
    expect(ruleAt('kalshi', at('2026-09-18T04:00Z', -1)).certain).toBe(false);
    expect(ruleAt('kalshi', at('2026-09-18T04:00Z')).certain).toBe(true);
  });

  it('refuses a time before sports were listed', () => {
    expect(() => ruleAt('kalshi', at('2024-06-01T00:00Z'))).toThrow(/no fee of kalshi/);
  });
});

describe('feeRuleAt by the terms of the market', () => {
  const terms = { takerRate: 200, makerRate: -50 };

  it('puts the terms before the dated table and keeps the rounding of the venue', () => {
    const rule = ruleAt('polymarket-us', at('2026-10-01T00:00Z'), { terms });
    expect(rule).toMatchObject({ takerRate: 20_000, makerRate: -5_000, certain: true });
    expect(rule.rounding).toEqual({ kind: 'capped-per-order', quantum: 10_000 });
    expect(feeOfHundred(rule)).toBe(0.5);
  });

  it('refuses betfair without terms and charges its terms with a note', () => {
    expect(() => ruleAt('betfair', at('2026-10-01T00:00Z'))).toThrow(
      expect.objectContaining({ code: 'ENGINE_FEE_UNKNOWN' }),
    );
    const rule = ruleAt('betfair', at('2026-10-01T00:00Z'), { terms });
    expect(rule).toMatchObject({ certain: false, note: expect.stringMatching(/betfair/) });
    expect(feeOfHundred(rule)).toBe(0.5);
  });

  it('gives the synthetic venue 0.05 unless the market says otherwise', () => {
    expect(feeOfHundred(ruleAt('synthetic', at('2001-01-01T00:00Z')))).toBe(1.25);
    expect(feeOfHundred(ruleAt('synthetic', at('2001-01-01T00:00Z'), { terms }))).toBe(0.5);
  });

  it.each([
    { takerRate: -1, makerRate: 0 },
    { takerRate: 0.5, makerRate: 0 },
    { takerRate: 500, makerRate: Number.NaN },
  ])('refuses terms %o', (broken) => {
    expect(() => ruleAt('polymarket', at('2026-10-01T00:00Z'), { terms: broken })).toThrow(
      /fee terms are integers/,
    );
  });
});

describe('SCHEDULES', () => {
  const groups = new Map<string, (typeof SCHEDULES)[number][]>();
  for (const row of SCHEDULES) {
    const key = `${row.venue} ${row.leagues === null ? 'all' : row.leagues.join(',')}`;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }

  it.each([...groups])('the periods of %s follow each other without a gap or an overlap', (_key, rows) => {
    rows.forEach((row, index) => {
      const next = rows[index + 1];
      if (next !== undefined) expect(row.until).toBe(next.from);
      if (row.until !== null) expect(row.until).toBeGreaterThan(row.from);
    });
  });

  it('names every period once, with a source, and notes every doubt', () => {
    expect(new Set(SCHEDULES.map((row) => row.name)).size).toBe(SCHEDULES.length);
    for (const row of SCHEDULES) {
      expect(row.source).not.toBe('');
      if (!row.certain) expect(row.note).not.toBeNull();
    }
  });
});
