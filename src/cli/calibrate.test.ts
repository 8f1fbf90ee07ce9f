import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from './print-error.js';
import { runHere } from './run-cli.testing.js';

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-calibrate-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const csv = (header: string, rows: readonly string[]): string => [header, ...rows, ''].join('\n');
/** Ten forecasts of 0.1 with one hit, ten of 0.4 with three, ten of 0.7 with eight: its figures come from numpy and R. */
const EXAMPLE = [0.1, 0.4, 0.7].flatMap((p, group) =>
  Array.from({ length: 10 }, (_, i) => `${p},${i < ([1, 3, 8][group] ?? 0) ? 1 : 0},g${group}-${i}`),
);
const quick = ['--resamples', '200'];
const calibrate = async (...args: readonly string[]) => {
  const ran = await runHere('calibrate', ...args, ...quick, '--json');
  return { ...ran, json: ran.code === EXIT.ok ? JSON.parse(ran.stdout) : null };
};

describe('touchline calibrate --csv', () => {
  it('prints the figures of numpy and R, each game weighing one', async () => {
    const { json } = await calibrate('--csv', file('a.csv', csv('p,y,game', EXAMPLE)));
    expect(json).toMatchObject({ schema: 'touchline/calibrate/1', n: 30, games: 30, weighting: 'game' });
    expect(json.brier).toBeCloseTo(0.16, 12);
    expect(json.logLoss).toBeCloseTo(0.494560881869, 11);
    expect(json.corp.mcb).toBeCloseTo(0.0066667, 7);
    expect(json.corp.dsc).toBeCloseTo(0.0866667, 7);
    expect(json.corp.unc).toBeCloseTo(0.24, 12);
    expect(json.ece).toBeCloseTo(1 / 15, 12);
    expect(json.spiegelhalter.z).toBeCloseTo(-0.597614, 6);
    expect(json.spiegelhalter.p).toBeCloseTo(0.550097, 6);
    expect(json.cox.slope).toBeCloseTo(1.2388434, 7);
    expect(json.cox.intercept).toBeCloseTo(0.0424705, 7);
    expect(json.noiseFloor.mcb.q95).toBeGreaterThan(json.noiseFloor.mcb.mean);
    expect(json.groups.map(({ name }: { name: string }) => name)).toEqual([
      '10 to 20c',
      '40 to 50c',
      '70 to 80c',
    ]);
  });

  it('does not let one long game outweigh the others, unless rows are to weigh one', async () => {
    const long = [...EXAMPLE, ...Array.from({ length: 500 }, () => '0.1,1,g0-0')];
    const path = file('long.csv', csv('p,y,game', long));
    expect((await calibrate('--csv', path)).json.brier).toBeCloseTo(0.16, 12);
    expect((await calibrate('--csv', path, '--weight', 'row')).json.brier).toBeGreaterThan(0.7);
  });

  it('counts 50-50 outcomes apart and scores them nowhere', async () => {
    const { json } = await calibrate(
      '--csv',
      file('half.csv', csv('p,y,game', [...EXAMPLE, '0.3,0.5,h1', '0.5,0.5,h2'])),
    );
    expect(json.fractional).toEqual({ rows: 2, games: 2, meanForecast: 0.4 });
    expect(json).toMatchObject({ n: 30, games: 30 });
    expect(json.brier).toBeCloseTo(0.16, 12);
  });

  it('gives the same numbers for the same seed', async () => {
    const path = file('seed.csv', csv('p,y,game', EXAMPLE));
    const first = await calibrate('--csv', path, '--seed', '5');
    expect((await calibrate('--csv', path, '--seed', '5')).stdout).toBe(first.stdout);
    expect((await calibrate('--csv', path, '--seed', '6')).stdout).not.toBe(first.stdout);
  });

  it('writes one page without script or request, in which a hostile name is text', async () => {
    const rows = EXAMPLE.map((row, i) => `${row},${i % 2 ? '"<script>alert(1)</script>"' : 'nba'}`);
    const out = join(folder, 'pages');
    const ran = await runHere(
      'calibrate',
      '--csv',
      file('page.csv', csv('p,y,game,sport', rows)),
      ...quick,
      '--out',
      out,
    );
    expect(ran).toMatchObject({ code: EXIT.ok, stderr: '' });
    expect(ran.stdout).toContain('Read with care');
    const [name = ''] = readdirSync(out);
    const page = readFileSync(join(out, name), 'utf8');
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)|<link|@import/);
    expect(page).toContain('&lt;script&gt;');
    expect(page.match(/<svg /g)?.length).toBe(3);
  });

  it('refuses what it cannot know, and ends with 2', async () => {
    const path = file('ok.csv', csv('p,y,game', EXAMPLE));
    const refused: readonly (readonly [readonly string[], RegExp])[] = [
      [[], /--csv <file>, --dataset/],
      [['--csv', path, '--dataset', 'x'], /one place/],
      [['--csv', path, '--horizon', '4h'], /go with --dataset/],
      [['--csv', path, '--horizon', 'four'], /30m, 4h or 2d/],
      [['--csv', path, '--cut-off', '2026-01-01'], /belongs to --fit/],
      [['--csv', path, '--fit', 'logistic'], /--cut-off <time> and --out/],
      [['--csv', path, '--resamples', '3'], /200 or more/],
      [['--csv', path, '--apply', join(folder, 'none.json')], /CLI_FILE/],
      [['--csv', file('bad.csv', csv('p,y,game', ['0.5,2,a']))], /DATA_OUTCOME/],
      [['--csv', file('even.csv', csv('p,y,game', ['0.5,0.5,a']))], /DATA_NO_ROWS/],
    ];
    for (const [args, message] of refused) {
      const ran = await runHere('calibrate', ...args);
      expect(ran.code, args.join(' ')).toBe(EXIT.badInput);
      expect(ran.stderr).toMatch(message);
    }
  });
});

describe('touchline calibrate --fit and --apply', () => {
  /** Overconfident: what is said to be 0.9 comes true in 7 of 10 games, 0.1 in 3 of 10. */
  const timed = Array.from({ length: 400 }, (_, i) => {
    const high = i % 2 === 0;
    const won = (i % 20) / 20 < (high ? 0.7 : 0.3) ? 1 : 0;
    const day = String(1 + Math.floor(i / 20)).padStart(2, '0');
    return `${high ? 0.9 : 0.1},${won},g${i},2026-03-${day} 12:00:00`;
  });

  it('fits the past, tries it on the rest, and keeps a file that is refused for earlier games', async () => {
    const path = file('timed.csv', csv('p,y,game,time', timed));
    const out = join(folder, 'fits');
    const { json } = await calibrate(
      '--csv',
      path,
      '--fit',
      'temperature',
      '--cut-off',
      '2026-03-11',
      '--out',
      out,
    );
    expect(json.recalibration).toMatchObject({
      fittedGames: 200,
      triedGames: 200,
      cutOff: '2026-03-11T00:00:00.000Z',
    });
    expect(json.recalibration.brierAfter).toBeLessThan(json.recalibration.brierBefore);
    expect(json.recalibration.difference.p).toBeLessThan(0.01);
    const kept: string = json.recalibration.file;

    const early = await runHere('calibrate', '--csv', path, '--apply', kept);
    expect(early.code).toBe(EXIT.badInput);
    expect(early.stderr).toContain('DATA_CALIBRATION_CUTOFF');
    const later = await calibrate('--csv', path, '--apply', kept, '--from', '2026-03-11');
    expect(later.json.brier).toBeCloseTo(json.recalibration.brierAfter, 12);
    expect(later.json.source.recalibratedBy).toMatch(/^temperature/);
  });

  it('needs times to tell the past from the future', async () => {
    const path = file('timeless.csv', csv('p,y,game', EXAMPLE));
    const ran = await runHere(
      'calibrate',
      '--csv',
      path,
      '--fit',
      'logistic',
      '--cut-off',
      '2026-03-11',
      '--out',
      folder,
    );
    expect(ran.code).toBe(EXIT.badInput);
    expect(ran.stderr).toContain('DATA_NO_TIME');
  });
});
