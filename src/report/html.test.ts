import { describe, expect, it } from 'vitest';
import type { FixtureOptions } from '../research/fixture.testing.js';
import { buildBacktestReport } from './build-backtest-report.js';
import { fixtureInput } from './fixture.testing.js';
import { renderHtml } from './html.js';
import { renderTerminal } from './terminal.js';

const pageOf = (options: FixtureOptions): Promise<string> =>
  renderHtml(buildBacktestReport(fixtureInput(options)));
const HOSTILE = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;

describe('renderHtml', () => {
  it('asks for nothing outside the file and runs no script', async () => {
    const page = (await pageOf({ unsettled: 2 })).replaceAll(/xmlns(:\w+)?="[^"]*"/g, '');
    expect(page).not.toMatch(/https?:|<script|<link|<iframe|@import|url\(|\son\w+=/i);
  });

  it('shows names from a venue as text, in tables, titles and charts alike', async () => {
    const input = fixtureInput({ name: HOSTILE, games: 8, unsettled: 1 });
    const games = input.result.catalog.games.map((game) => ({ ...game, sport: `${game.sport}${HOSTILE}` }));
    const funnel = input.result.funnel.map((row) => ({ ...row, gate: `${row.gate}${HOSTILE}` }));
    const result = { ...input.result, funnel, catalog: { ...input.result.catalog, games } };
    const page = await renderHtml(buildBacktestReport({ ...input, result }));
    expect(page).not.toMatch(/<script|<img/i);
    expect(page).toContain('&lt;script&gt;');
  });

  it('leads with the verdict, then the doubts, the assumptions and the funnel', async () => {
    const page = await pageOf({});
    const order = [
      'class="verdict',
      'Read with care',
      'What was assumed',
      '<h2>Why it',
      '<h2>Equity',
      '<h2>Trades',
    ];
    const places = order.map((text) => page.indexOf(text));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(Math.min(...places)).toBeGreaterThan(0);
  });

  it('says before anything else that quotes were made up', async () => {
    const input = fixtureInput();
    const alarm = 'SYNTHETIC QUOTES: reference prices were made executable.';
    const result = { ...input.result, assumptions: [alarm, ...input.result.assumptions] };
    const report = buildBacktestReport({ ...input, result });
    const page = await renderHtml(report);
    expect(page.slice(page.indexOf('<body>'))).toMatch(/^<body><main><div class="alarm"><p>SYNTHETIC QUOTES/);
    expect(renderTerminal(report, { colour: false, width: 100 })).toMatch(/^SYNTHETIC QUOTES/);
  });

  it('lets the funnel carry the page when nothing traded', async () => {
    const page = await pageOf({ trades: false });
    expect(page).toContain('Did not trade.');
    expect(page).toContain('0 of 88,702');
    expect(page).toContain('Near miss: only dip said no');
    for (const absent of ['<h2>Equity', '<h2>Trades', 'NaN', 'undefined']) expect(page).not.toContain(absent);
  });

  it.each([
    {},
    { games: 1, tradesPerGame: 1 },
    { games: 3 },
    { unsettled: 48, tradesPerGame: 1 },
    { games: 8, edge: 1 },
  ])('prints no hole where a figure is missing: %o', async (options) => {
    expect(await pageOf(options)).not.toMatch(/NaN|undefined|\[object|Infinity/);
  });

  it('takes every colour of a chart from the page, so that dark mode reaches it', async () => {
    const drawn = [...(await pageOf({})).matchAll(/<svg.*?<\/svg>/gs)].join('');
    expect(drawn).toContain('var(--accent)');
    expect([...new Set([...drawn.matchAll(/(?:fill|stroke)="(#[^"]+)"/g)].map((match) => match[1]))]).toEqual(
      [],
    );
  });

  it('stays below 5 MB with 100,000 points of equity and 5,000 trades', async () => {
    const page = await pageOf({ games: 500, tradesPerGame: 10, equityPoints: 100_000 });
    expect(page.match(/<tr><td class="t">/g)?.length).toBeGreaterThanOrEqual(5_000);
    expect(page.length).toBeLessThan(5_000_000);
  });

  it('is the same file for the same report', async () => {
    expect(await pageOf({})).toBe(await pageOf({}));
  });
});
