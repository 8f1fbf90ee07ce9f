import { describe, expect, it } from 'vitest';
import type { Micros } from '../../../../engine/units.js';
import { HOSTS } from '../hosts.js';
import { NO, YES } from '../listed-markets.testing.js';
import { RateBuckets } from '../orders/rate-buckets.js';
import { PublicRequests } from '../public-requests.js';
import { json, ScriptedPorts } from '../scripted-ports.testing.js';
import { type ClobMarket, readClobMarket } from '../wire/clob-market.js';
import { readGammaEvent } from '../wire/gamma-event.js';
import { loadCatalog } from './load-catalog.js';
import { venueCatalog } from './venue-catalog.js';

let serial = 0;
function gammaMarket(change: Record<string, unknown> = {}) {
  serial += 1;
  return {
    ...{ slug: `nba-phx-mia-2026-05-01-${serial}`, conditionId: `0x${serial}`, question: 'Suns vs. Heat' },
    ...{
      outcomes: '["Suns","Heat"]',
      clobTokenIds: JSON.stringify([`${serial}1`, `${serial}2`]),
      version: 'v1',
    },
    ...{ outcomePrices: '["0.4","0.6"]', active: true, closed: false, acceptingOrders: true, negRisk: false },
    ...{ orderPriceMinTickSize: 0.01, orderMinSize: 5, sportsMarketType: 'Moneyline', feesEnabled: true },
    ...change,
  };
}
const HEAT_SUNS = [
  { name: 'Heat', abbreviation: 'mia', ordering: 'home' },
  { name: 'Suns', abbreviation: 'phx', ordering: 'away' },
];
const gammaEvent = (markets: readonly object[], change: Record<string, unknown> = {}) => ({
  ...{ slug: 'nba-phx-mia-2026-05-01', gameId: 4711, eventDate: '2026-05-01', teams: HEAT_SUNS, markets },
  ...change,
});
const clob = (change: Record<string, unknown> = {}): ClobMarket =>
  readClobMarket({
    c: '0x1',
    mts: 0.01,
    mos: 5,
    fd: { r: 0.05, e: 1, to: true },
    ao: true,
    sd: 1,
    ...change,
  });
const build = (
  markets: readonly object[],
  change: Record<string, unknown> = {},
  info: ClobMarket | null = clob(),
) =>
  venueCatalog(
    [readGammaEvent(gammaEvent(markets, change))],
    () => true,
    () => info,
  );

describe('the sides of a market', () => {
  it('are told by the names of the teams, not by the order of the outcomes', () => {
    const yesMeans = (outcomes: string, teams: unknown = HEAT_SUNS) =>
      build([gammaMarket({ outcomes })], { teams }).catalog.markets[0]?.yesMeans;
    expect(yesMeans('["Suns","Heat"]')).toBe('away');
    expect(yesMeans('["Heat","Suns"]')).toBe('home');
    expect(yesMeans('["PHX","MIA"]')).toBe('away');
    expect(yesMeans('["Suns","Nobody"]')).toBeNull();
    expect(yesMeans('["Suns","Suns"]')).toBeNull();
    expect(yesMeans('["Suns","Heat"]', [])).toBeNull();
    const named = { teams: [], homeTeamName: 'Suns', awayTeamName: 'Heat' };
    expect(build([gammaMarket()], named).catalog.markets[0]?.yesMeans).toBe('home');
  });

  it('of a Yes/No market are told by its title, and YES is the outcome of that name', () => {
    const soccer = [
      { name: 'Bayern München', ordering: 'home' },
      { name: 'Köln', ordering: 'away' },
    ];
    const listed = (title: string, outcomes = '["Yes","No"]') => {
      const built = build(
        [gammaMarket({ outcomes, groupItemTitle: title, negRisk: true })],
        { teams: soccer },
        clob({ nr: true }),
      );
      return [built.catalog.markets[0]?.yesMeans, built.tokens.markets[0]?.yes === `${serial}1`];
    };
    expect(listed('Bayern Munchen')).toEqual(['home', true]);
    expect(listed('Köln', '["No","Yes"]')).toEqual(['away', false]);
    expect(listed('Draw (Bayern vs. Köln)')).toEqual(['draw', true]);
    expect(listed('Somebody')).toEqual([null, true]);
  });
});

describe('a catalog', () => {
  it('is sorted, and knows games by every id, league, sport and date', () => {
    const built = build([gammaMarket({ slug: 'z' }), gammaMarket({ slug: 'a' })], {
      sportsradarMatchId: 'sr:1',
    });
    expect(built.catalog.markets.map(({ slug, index }) => [slug, index])).toEqual([
      ['a', 0],
      ['z', 1],
    ]);
    expect(built.catalog.games).toMatchObject([
      { id: 'nba-phx-mia-2026-05-01', league: 'nba', sport: 'basketball', date: '2026-05-01' },
    ]);
    expect([...built.games.keys()].sort()).toEqual(['4711', 'nba-phx-mia-2026-05-01', 'sr:1']);
  });

  it('puts the markets of a child event into the game of its parent', () => {
    const parent = readGammaEvent(gammaEvent([gammaMarket()]));
    const child = readGammaEvent(
      gammaEvent([gammaMarket()], {
        slug: 'nba-phx-mia-2026-05-01-more-markets',
        parentEventId: 9,
        gameId: '4711',
      }),
    );
    for (const events of [
      [parent, child],
      [child, parent],
    ]) {
      const { catalog } = venueCatalog(
        events,
        () => true,
        () => clob(),
      );
      expect(catalog.games.map(({ id }) => id)).toEqual(['nba-phx-mia-2026-05-01']);
      expect(catalog.markets.map(({ game }) => game)).toEqual([0, 0]);
    }
  });

  it('routes by version: positions of version v2 settle at another exchange, groups exclude each other', () => {
    const v2 = build([gammaMarket({ version: 'v2', positionIds: [YES, NO], clobTokenIds: null })]);
    expect(v2.tokens.markets).toMatchObject([
      { yes: YES, no: NO, version: 'v2', exchange: { domainVersion: '3' } },
    ]);
    const negRisk = build([gammaMarket({ negRisk: true })], {}, clob({ nr: true }));
    expect(negRisk.tokens.markets).toMatchObject([
      {
        exclusiveGroup: 'nba-phx-mia-2026-05-01',
        exchange: { contract: '0xe2222d279d744050d28e00520010520000310F59' },
      },
    ]);
  });

  it.each<[string, Record<string, unknown>, ClobMarket | null, RegExp]>([
    ['of an unknown version', { version: 'v3' }, clob(), /version v3/],
    ['without a version', { version: undefined }, clob(), /version/],
    ['without tokens', { clobTokenIds: '[]' }, clob(), /clobTokenIds/],
    ['with three outcomes', { outcomes: '["A","B","C"]' }, clob(), /outcomes/],
    ['that the order service does not know', {}, null, /does not know/],
    ['whose fee follows another formula', {}, clob({ fd: { r: 0.05, e: 2 } }), /fee/],
    ['without a tick', { orderPriceMinTickSize: undefined }, clob({ mts: undefined }), /tick/],
    ['whose group is told both ways', { negRisk: true }, clob({ nr: false }), /negRisk/],
  ])('leaves out a market %s, and says so', (_what, change, info, reason) => {
    const built = build([gammaMarket(change), gammaMarket()], {}, info);
    expect(built.refused.length).toBeGreaterThanOrEqual(1);
    expect(built.refused[0]?.reason).toMatch(reason);
    const whole = venueCatalog(
      [readGammaEvent(gammaEvent([gammaMarket(change), gammaMarket()]))],
      () => true,
      () => clob(),
    );
    expect(whole.catalog.markets.length).toBeGreaterThanOrEqual(1);
  });

  it('takes the rules of the order service before those of the list, and the dearer fee', () => {
    const market = gammaMarket({
      feeSchedule: { rate: 0.03, exponent: 1 },
      secondsDelay: 3,
      gameStartTime: '2026-05-01 23:30:00+00',
    });
    const facts = (info: ClobMarket | null) => build([market], {}, info).tokens.factsOf(0 as never);
    expect(facts(clob({ mts: 0.001, mos: 15, sd: 1, cbos: false }))).toEqual({
      tickBands: [{ from: 10, to: 9_990, tick: 10 }],
      ...{ minimumSize: 15_000_000, minimumNotional: 1_000_000, lot: 10_000 },
      ...{ fee: { takerRate: 500, makerRate: 0 }, takerDelayMs: 1_000, clearAtStart: false, status: 'open' },
      startTime: Date.UTC(2026, 4, 1, 23, 30) * 1_000,
    });
    expect(facts(clob({ fd: undefined, sd: undefined, ao: false }))).toMatchObject({
      ...{ fee: { takerRate: 300 }, takerDelayMs: 3_000, status: 'suspended' },
    });
    const free = build([gammaMarket({ feesEnabled: false })], {}, clob({ fd: undefined }));
    expect(free.tokens.factsOf(0 as never)?.fee).toEqual({ takerRate: 0, makerRate: 0 });
    const unstated = build([gammaMarket({ feesEnabled: undefined })], {}, clob({ fd: undefined }));
    expect(unstated.tokens.factsOf(0 as never)?.fee).toBeNull();
  });
});

describe('a selection', () => {
  const selection = {
    ...{
      leagues: ['nba'],
      from: (Date.UTC(2026, 4, 1) * 1_000) as Micros,
      to: (Date.UTC(2026, 4, 2) * 1_000) as Micros,
    },
    ...{ marketTypes: ['moneyline'], mostMarkets: 3 },
  };
  const load = async (pages: readonly object[], most = 3) => {
    const ports = new ScriptedPorts();
    let page = 0;
    ports.answer = ({ url }) => {
      if (url.includes('/clob-markets/')) return json(200, { c: '0x', mts: 0.01, mos: 5, ao: true });
      page += 1;
      return json(200, pages[page - 1] ?? { events: [] });
    };
    const requests = new PublicRequests(ports, new RateBuckets(ports.clock, ports.timers), 5_000);
    const loading = loadCatalog(requests, HOSTS, { ...selection, mostMarkets: most });
    const settled = loading.catch((cause: unknown) => cause);
    await ports.pass(1_000);
    return { result: await settled, ports };
  };

  it('goes through all pages, and keeps to leagues, days and kinds whatever the venue lists', async () => {
    const spread = gammaMarket({ sportsMarketType: 'spreads' });
    const { result, ports } = await load([
      { events: [gammaEvent([gammaMarket(), spread])], next_cursor: 'n' },
      {
        events: [
          gammaEvent([gammaMarket()], { slug: 'nfl-a-b-2026-05-01', gameId: 1 }),
          gammaEvent([gammaMarket()], {
            slug: 'nba-a-b-2026-06-01',
            gameId: 2,
            startTime: '2026-06-01T00:00:00Z',
          }),
          { slug: 'nba-broken', teams: 'none' },
        ],
      },
    ]);
    expect(result).toMatchObject({
      catalog: { markets: [{ question: 'Suns vs. Heat' }] },
      refused: [{ slug: 'nba-broken' }],
    });
    const [first, second] = ports.requests.map(({ url }) => new URL(url).searchParams);
    expect(first?.get('tag_id')).toBe('100639');
    expect(first?.get('start_time_min')).toBe('2026-05-01T00:00:00.000Z');
    expect(second?.get('after_cursor')).toBe('n');
  });

  it('of too many markets is refused, as are lists that fail', async () => {
    const many = { events: [gammaEvent([gammaMarket(), gammaMarket()])] };
    expect((await load([many], 1)).result).toMatchObject({ code: 'LIVE_CATALOG' });
    expect((await load([{ nothing: true }])).result).toMatchObject({ code: 'LIVE_CATALOG' });
  });
});
