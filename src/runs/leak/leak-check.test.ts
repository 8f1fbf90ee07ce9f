import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mergeTables, readConfigFile } from '../../config/config-file.js';
import { generateSeason } from '../../data/synthetic/generate-season.js';
import { testSeason } from '../../data/synthetic/season.testing.js';
import { EventKind } from '../../engine/events.js';
import { STRATEGIES } from '../../strategies/registry.js';
import { prepareOwnRun } from '../prepare-run.js';
import { leakCheck } from './leak-check.js';
import { resolutionRows } from './tape-surgery.js';

const folder = mkdtempSync(join(tmpdir(), 'touchline-leak-'));
afterAll(() => rmSync(folder, { recursive: true }));

const tape = generateSeason(
  testSeason({
    seed: 'leak-check',
    days: 3,
    games: { nba: 10, epl: 10 },
    market: { inPlayQuoteSeconds: 60, tradesPerHour: 0 },
  }),
);
/** A bookmaker who makes every first side of this season a favourite of 4 to 1 on, an hour before the season starts. */
function linesFile(): string {
  const known = new Date((tape.localTime[0] ?? 0) / 1000 - 3_600_000).toISOString();
  const rows = tape.catalog.markets.map(({ slug }) => `${slug},${known},1,1.25 4.00`);
  const path = join(folder, 'lines.csv');
  writeFileSync(path, ['market,known_at,outcome,odds', ...rows].join('\n'));
  return path;
}

/** Settings with which a strategy trades on this season; the others are held to the same with what they trade. */
const TRADING: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'favourite-dip': readConfigFile('examples/demo.toml'),
  'ema-cross': { parameters: { sizeShares: 20 } },
  'closing-line': mergeTables(readConfigFile('examples/closing-line.toml'), {
    data: { dataset: 'season', leagues: ['nba'] },
    parameters: { lines: linesFile(), entry: { lineAgeMinutesMax: 10_000 } },
  }),
  maker: { parameters: { phase: 'any', unknownPhase: 'allow' } },
};

/** What is told to a strategy in a file by game and date is found as such: that is what the check is for. */
const BY_FILE: Readonly<Record<string, readonly string[]>> = { 'closing-line': ['renamed', 'time-shift'] };

/** Those that have something to trade on this season, so that their passing shows something. */
const MUST_TRADE = ['favourite-dip', 'ema-cross', 'maker', 'closing-line'];

/** Writes a strategy that buys ten shares of each market once, on the side that `sideOf` says, in JavaScript. */
async function check(name: string, body: string) {
  const text = `
import { readFileSync } from 'node:fs';
${body}
export const strategy = {
  name: ${JSON.stringify(name)}, version: '1', summary: '',
  parameters: { safeParse: (value) => ({ success: true, data: value }) },
  instantiate: () => {
    const done = new Set();
    return {
      name: ${JSON.stringify(name)}, version: '1',
      quote(context, market) {
        const { bid, ask } = context.book(market);
        const side = done.has(market) || bid === null || ask === null ? null : sideOf(context, market);
        if (side === null) return;
        done.add(market);
        const order = side === 'buy' ? { side, limit: ask } : { side, limit: bid };
        context.place({ market, ...order, size: 10_000_000, timeInForce: 'fak', reduceOnly: false, tag: 'entry' });
      },
    };
  },
};`;
  writeFileSync(join(folder, `${name}.mjs`), text);
  const config = { strategy: `./${name}.mjs`, data: { dataset: 'season' } };
  const run = await prepareOwnRun(config, join(folder, 'run.toml'));
  return leakCheck(tape, { run, cuts: 3 });
}
const verdicts = ({ checks }: ReturnType<typeof leakCheck>) =>
  Object.fromEntries(checks.map(({ check: name, verdict }) => [name, verdict]));

/** A file of results, as somebody who keeps his notes beside his strategy has it. */
const results = join(folder, 'results.json');
writeFileSync(
  results,
  JSON.stringify(
    Object.fromEntries(
      resolutionRows(tape).map((row) => [
        tape.catalog.markets[tape.subject[row] ?? 0]?.slug,
        tape.sizeA[row],
      ]),
    ),
  ),
);

describe('a strategy that knows what it could not', () => {
  it('from a file of results is caught by other names, and by how much it knows', async () => {
    const found = await check(
      'results-reader',
      `const results = JSON.parse(readFileSync(${JSON.stringify(results)}, 'utf8'));
const sideOf = (context, market) => {
  const payout = results[context.market(market).slug];
  return payout === undefined ? null : payout > 0 ? 'buy' : 'sell';
};`,
    );
    expect(found.verdict).toBe('leak');
    expect(verdicts(found)).toMatchObject({
      renamed: 'leak',
      'shuffled-labels': 'suspicious',
      'outcome-flip': 'pass',
    });
    const { at } = found.checks.find(({ check: name }) => name === 'renamed') ?? {};
    expect(tape.catalog.markets.map(({ slug }) => slug)).toContain(at?.market);
  });

  it('from prices of the future by their time is caught by another week', async () => {
    const ahead = join(folder, 'ahead.json');
    const quotes = [...tape.kind.keys()].filter((row) => tape.kind[row] === EventKind.quote);
    const last = Object.fromEntries(
      quotes.map((row) => [Math.floor((tape.localTime[row] ?? 0) / 60e6), tape.priceA[row]]),
    );
    writeFileSync(ahead, JSON.stringify(last));
    const found = await check(
      'reads-ahead',
      `const quotes = JSON.parse(readFileSync(${JSON.stringify(ahead)}, 'utf8'));
const sideOf = (context, market) => {
  const later = quotes[Math.floor(context.now / 60e6) + 5];
  return later === undefined ? null : later > context.book(market).ask ? 'buy' : 'sell';
};`,
    );
    expect(found.verdict).toBe('leak');
    expect(verdicts(found)['time-shift']).toBe('leak');
  });

  it('that what an earlier run saw stays in memory is caught when it is run again', async () => {
    const found = await check(
      'remembers',
      `const seen = new Map();
const sideOf = (context, market) => {
  const before = seen.get(market) ?? 0;
  seen.set(market, before + 1);
  return before % 2 === 0 ? 'buy' : 'sell';
};`,
    );
    expect(verdicts(found)['repeat']).toBe('leak');
  });

  it('and one that trades nothing shows nothing', async () => {
    expect((await check('idle', 'const sideOf = () => null;')).verdict).toBe('nothing-shown');
  });
});

describe('an honest strategy passes', () => {
  it('buys whatever is dearer than a half', async () => {
    const found = await check(
      'honest',
      "const sideOf = (context, market) => (context.book(market).ask > 5000 ? 'buy' : 'sell');",
    );
    expect(found.verdict).toBe('no-leak-found');
    expect(new Set(Object.values(verdicts(found)))).toEqual(new Set(['pass']));
  });

  it.each(STRATEGIES.map(({ name }) => name))('%s, as it is shipped', async (name) => {
    const run = await prepareOwnRun(
      mergeTables(TRADING[name] ?? {}, { strategy: name, data: { dataset: 'season' } }),
      'demo.toml',
    );
    const found = leakCheck(tape, { run, cuts: 3 });
    expect(found.fills > 0 || !MUST_TRADE.includes(name)).toBe(true);
    const faults = found.checks.filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-run');
    expect(faults.map(({ check: each }) => each).sort()).toEqual(BY_FILE[name] ?? []);
  });
});
