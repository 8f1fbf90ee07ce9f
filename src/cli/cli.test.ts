import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { EXIT } from './print-error.js';
import { runCli, runHere, TOUCHLINE } from './run-cli.testing.js';

const SEASON = `
format = "synthetic-season/1"
title = "A week"
licence = "MIT"
seed = "cli"
startDate = "2026-02-02"
days = 2
games = { nba = 4, epl = 3 }
mispricing = { noise = 0.1, overreaction = 1 }
`;

const CONFIG = `
strategy = "favourite-dip"
[data]
dataset = "week"
[parameters.entry]
confidenceMissing = "renormalise"
`;

let folder = '';
const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const store = (): string => join(folder, 'store.duckdb');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'touchline-cli-'));
  file('week.toml', SEASON);
  file('run.toml', CONFIG);
  const made = await runHere('data', 'synth', join(folder, 'week.toml'), '--db', store());
  expect(made).toMatchObject({ code: EXIT.ok, stderr: '' });
});
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (...args: readonly string[]) => runCli(args, { cwd: folder });
const BACKTEST = ['backtest', '--config', 'run.toml', '--db', 'store.duckdb'];

describe('touchline backtest, runs and report', () => {
  it('prints JSON and nothing else, and reports the kept run alike', async () => {
    const run = await inFolder(...BACKTEST, '--json');
    expect(run).toMatchObject({ code: EXIT.ok, stderr: '' });
    const printed = JSON.parse(run.stdout);
    expect(printed).toMatchObject({ schema: 'touchline/run/1', dataset: { name: 'week' } });
    expect(printed.counts.fills).toBeGreaterThan(0);

    const listed = await runHere('runs', '--db', store(), '--json');
    expect(listed).toMatchObject({ code: EXIT.ok, stderr: '' });
    const ids = JSON.parse(listed.stdout).map(({ id }: { id: string }) => id);
    expect(ids).toContain(printed.runId);

    const again = await inFolder('report', printed.runId.slice(0, 8), '--db', store(), '--json');
    expect(again).toMatchObject({ code: EXIT.ok, stderr: '' });
    const { seconds: _first, ...before } = printed;
    const { seconds: _second, ...after } = JSON.parse(again.stdout);
    expect(after).toEqual(before);
    expect(existsSync(join(folder, 'reports'))).toBe(false);
  });

  it('writes the report where it is told, says where, and colours as it is asked to', async () => {
    const config = join(folder, 'run.toml');
    const out = join(folder, 'here');
    vi.stubEnv('FORCE_COLOR', '1');
    vi.stubEnv('NO_COLOR', '');
    const args = ['backtest', '--config', config, '--db', store(), '--out', out];
    const { code, stdout } = await runHere(...args);
    const [name = ''] = readdirSync(out);
    expect(code).toBe(EXIT.ok);
    expect(name).toMatch(/^backtest-[0-9a-f]{16}\.html$/);
    expect(stdout).toContain(`Report: ${join(out, name)}`);
    expect(stdout).toContain('\u001b[');
    vi.stubEnv('NO_COLOR', '1');
    const plain = await runHere(...args);
    vi.unstubAllEnvs();
    expect(plain.stdout).toContain('Report: ');
    expect(plain.stdout).not.toContain('\u001b[');
  });

  it('lists and checks data, as JSON', async () => {
    const data = await runHere('data', 'ls', '--db', store(), '--json');
    expect(JSON.parse(data.stdout)).toMatchObject([{ name: 'week', format: 'synthetic-season', games: 7 }]);
    const check = await runHere('data', 'check', '--db', store(), '--json');
    expect(check.code).toBe(EXIT.ok);
    expect(JSON.parse(check.stdout)).toMatchObject([{ dataset: 'week', findings: [] }]);
  });

  it('ends quietly when its reader stops', () => {
    const quoted = TOUCHLINE.map((word) => `'${word}'`).join(' ');
    const script = `set -o pipefail; ${quoted} config reference | true`;
    expect(execFileSync('bash', ['-c', script], { encoding: 'utf8', stdio: 'pipe' })).toBe('');
  });
});

describe('touchline config show', () => {
  it('says of every setting whether default, file or command line set it', async () => {
    const { stdout, stderr } = await runHere(
      ...['config', 'show', '--config', join(folder, 'run.toml'), '--dataset', 'other', '--json'],
    );
    expect(stderr).toBe('');
    const settings: readonly { key: string; value: string; origin: string }[] = JSON.parse(stdout);
    const found = (key: string) => settings.find((setting) => setting.key === key);
    expect(found('data.dataset')).toEqual({ key: 'data.dataset', value: 'other', origin: 'command line' });
    expect(found('parameters.entry.confidenceMissing')).toMatchObject({
      value: 'renormalise',
      origin: 'file',
    });
    expect(found('parameters.entry.spreadMax')).toMatchObject({ value: '0.05', origin: 'default' });
    expect(settings.filter(({ origin }) => origin === 'file').map(({ key }) => key)).toEqual([
      'strategy',
      'parameters.entry.confidenceMissing',
    ]);
  });
});

describe('what is given wrong ends with 2 and says what and where', () => {
  const HEAD = 'strategy = "favourite-dip"\ndata.dataset = "week"\n';
  it.each<[string, string, readonly string[]]>([
    ['an unknown key', `${HEAD}[risk]\nperOrdr = 5`, ['CONFIG_INVALID', 'risk', '"perOrdr"']],
    ['another type', `${HEAD}[account]\ncashUsd = "many"`, ['account.cashUsd', 'number', '"many"']],
    [
      'a percent',
      `${HEAD}[parameters.entry]\nconfidenceMin = 60`,
      ['parameters.entry.confidenceMin', 'was 60'],
    ],
    [
      'a vacuous gate',
      `${HEAD}[parameters.entry]\nhoursFrom = "09:00"\nhoursTo = "09:00"`,
      ['parameters.entry.hoursTo', 'no hour'],
    ],
    [
      'a stake over a limit',
      `${HEAD}[risk]\nperOrderUsd = 5`,
      ['parameters.sizing.stake.usd', 'risk.perOrderUsd = 5'],
    ],
    [
      'an unknown strategy',
      'strategy = "moon"\ndata.dataset = "week"',
      ['CONFIG_STRATEGY', '"moon"', 'favourite-dip'],
    ],
    ['no TOML', `${HEAD}[risk\n`, ['CONFIG_SYNTAX', 'line: 3', 'column: ']],
  ])('%s', async (_what, text, pieces) => {
    const path = file('wrong.toml', text);
    const { code, stdout, stderr } = await runHere('config', 'show', '--config', path);
    expect([code, stdout]).toEqual([EXIT.badInput, '']);
    for (const piece of [...pieces, path])
      expect(stderr.replace(/^ {2}hint: .*touchline config.*$/m, '')).toContain(piece);
  });

  it.each<[string, readonly string[], readonly string[]]>([
    ['a missing file', ['backtest', '--config', 'none.toml'], ['CONFIG_READ', 'none.toml']],
    [
      'a missing dataset',
      ['backtest', '--config', 'run.toml', '--dataset', 'none', '--db', 'store.duckdb'],
      ['DATA_DATASET', 'none', 'week'],
    ],
    [
      'a missing store',
      ['backtest', '--config', 'run.toml', '--db', 'none.duckdb'],
      ['DATA_STORE_OPEN', 'none.duckdb'],
    ],
    ['an unknown run', ['report', 'ffffffff', '--db', 'store.duckdb'], ['DATA_RUN', 'ffffffff']],
    ['an unknown option', ['runs', '--jsn'], ['--jsn', '--help']],
    ['a missing option', ['backtest'], ['--config <file>']],
    ['an unknown command', ['bet'], ['bet']],
  ])('%s', async (_what, args, pieces) => {
    const { code, stdout, stderr } = await runHere(
      ...args.map((word) => (/\.(toml|duckdb)$/.test(word) ? join(folder, word) : word)),
    );
    expect([code, stdout]).toEqual([EXIT.badInput, '']);
    for (const piece of pieces) expect(stderr).toContain(piece);
    expect(existsSync(join(folder, 'none.duckdb'))).toBe(false);
  });
});

describe('a strategy that throws', () => {
  it('is named with the instant and the line, and nothing of the run is kept', async () => {
    const path = file(
      'throws.js',
      `export const strategy = { name: 'thrower', version: '1', summary: '',
        parameters: { safeParse: () => ({ success: true, data: {} }) },
        instantiate: () => ({ name: 'thrower', version: '1', quote() { undefined.price; } }) };`,
    );
    const config = file('own.toml', 'strategy = "./throws.js"\n[data]\ndataset = "week"\n');
    const before = await runHere('runs', '--db', store(), '--json');
    const { code, stderr } = await runHere('backtest', '--config', config, '--db', store());
    expect([code, stderr]).toEqual([EXIT.fault, expect.stringContaining(path)]);
    expect(stderr).toMatch(/ENGINE_STOPPED: .*price.*\n {2}strategy: thrower\n {2}time: 2026-0/);
    expect((await runHere('runs', '--db', store(), '--json')).stdout).toBe(before.stdout);
  });
});

describe('touchline data check', () => {
  it('ends with 3 when a rule is broken', async () => {
    const { openStore } = await import('../data/store.js');
    const path = join(folder, 'broken.duckdb');
    await runHere('data', 'synth', join(folder, 'week.toml'), '--db', path);
    const broken = await openStore(path);
    await broken.run('DELETE FROM quotes WHERE market_id = (SELECT min(market_id) FROM quotes)');
    broken.close();
    expect((await runHere('data', 'check', '--db', path)).code).toBe(EXIT.findings);
  });

  it('ends with 3 when an import has not finished', async () => {
    const { openStore } = await import('../data/store.js');
    const path = join(folder, 'unfinished.duckdb');
    await runHere('data', 'synth', join(folder, 'week.toml'), '--db', path);
    const unfinished = await openStore(path);
    await unfinished.run('UPDATE datasets SET manifest_hash = NULL');
    unfinished.close();
    const { code, stdout } = await runHere('data', 'check', '--db', path);
    expect(stdout).toContain(' 0 broken, import not finished');
    expect(code).toBe(EXIT.findings);
  });

  it('is an exit code of the process too', async () => {
    expect((await inFolder('backtest', '--config', 'none.toml')).code).toBe(EXIT.badInput);
  });
});

describe('touchline demo', () => {
  it('goes the whole way in an empty folder, and writes its report', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'touchline-demo-'));
    const { code, stdout, stderr } = await runCli(['demo', '--json'], { cwd: empty });
    const run = JSON.parse(stdout);
    const written = join(empty, 'reports', 'demo', `backtest-${run.runId}.html`);
    const html = existsSync(written);
    rmSync(empty, { recursive: true });
    expect([code, stderr, html]).toEqual([EXIT.ok, '', true]);
    expect(run.verdict.kind).toBe('profit');
  });
});

describe('the package', () => {
  it('says its version', async () => {
    expect(await runHere('--version')).toEqual({
      code: EXIT.ok,
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
      stderr: '',
    });
  });
});
