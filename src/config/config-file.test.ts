import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkConfig, flattenTable, mergeTables, parseConfigText, readConfigFile } from './config-file.js';
import { runConfigSchema } from './run-config.js';

const fault = (work: () => unknown): unknown => {
  try {
    work();
  } catch (error) {
    return error;
  }
  return null;
};

describe('reading a configuration', () => {
  it('says line and column of what is no TOML', () => {
    expect(fault(() => parseConfigText('seed = 1\n[risk\nperOrderUsd = 5\n', 'a.toml'))).toMatchObject({
      code: 'CONFIG_SYNTAX',
      where: { file: 'a.toml', line: 2 },
    });
  });

  it('names a file that cannot be read', () => {
    expect(fault(() => readConfigFile('no-such-file.toml'))).toMatchObject({
      code: 'CONFIG_READ',
      where: { file: 'no-such-file.toml' },
    });
  });
});

describe('mergeTables', () => {
  it('lays one table over another, key by key', () => {
    const base = { risk: { a: 1, b: 2 }, list: [1, 2] };
    expect(mergeTables(base, { risk: { b: 3 }, list: [4] })).toEqual({ risk: { a: 1, b: 3 }, list: [4] });
  });

  it('replaces a table whose variant changes, and its settings with it', () => {
    const base = { baseline: { policy: 'lagged-twap', windowMinutes: 60 } };
    expect(mergeTables(base, { baseline: { policy: 'opening' } })).toEqual({
      baseline: { policy: 'opening' },
    });
    expect(mergeTables(base, { baseline: { lagMinutes: 5 } })).toEqual({
      baseline: { policy: 'lagged-twap', windowMinutes: 60, lagMinutes: 5 },
    });
    expect(mergeTables(base, { baseline: { policy: 'lagged-twap' } })).toEqual(base);
  });
});

describe('flattenTable', () => {
  it('gives one row a leaf; a list and an empty table are leaves', () => {
    expect(flattenTable({ a: { b: 1, c: [2] }, d: {} })).toEqual([
      ['a.b', 1],
      ['a.c', [2]],
      ['d', {}],
    ]);
  });
});

describe('checkConfig', () => {
  const base = { strategy: 'favourite-dip', data: { dataset: 'd' } };
  const message = (settings: Readonly<Record<string, unknown>>): string => {
    const found = fault(() => checkConfig(runConfigSchema, mergeTables(base, settings), { file: 'a.toml' }));
    expect(found).toMatchObject({ code: 'CONFIG_INVALID', where: { file: 'a.toml' } });
    return found instanceof Error ? found.message : '';
  };

  it.each<[Readonly<Record<string, unknown>>, string]>([
    [{ risk: { perOrder: 5 } }, 'risk: Unrecognized key: "perOrder"'],
    [{ sed: 5 }, 'the file: Unrecognized key: "sed"'],
    [{ account: { cashUsd: '5' } }, 'account.cashUsd: expected number, received string, was "5"'],
    [{ account: { cashUsd: -5 } }, 'account.cashUsd: Too small: expected number to be >0, was -5'],
    [
      { risk: { perOrderUsd: 'no' } },
      'risk.perOrderUsd: expected number, received string; or expected "none", was "no"',
    ],
    [{ account: { cashUsd: 0.1234567 } }, 'account.cashUsd: at most 6 digits after the point, was 0.1234567'],
    [
      { venue: { syntheticHalfSpread: 0.00001 } },
      'venue.syntheticHalfSpread: at most 4 digits after the point, was 0.00001',
    ],
    [
      { account: { timeZone: 'Mars/Base' } },
      'account.timeZone: an IANA time zone such as America/New_York or Europe/London, was "Mars/Base"',
    ],
    [{ data: { from: 'soon' } }, 'data.from: Invalid ISO datetime, was "soon"'],
    [{ data: { from: 'soon'.repeat(30) } }, `data.from: Invalid ISO datetime, was "${'soon'.repeat(20)}..."`],
  ])('%j: says where, what was wanted and what stood there', (settings, expected) => {
    expect(message(settings)).toBe(expected);
  });

  it('names every fault at once', () => {
    expect(message({ account: { cashUsd: 0 }, risk: { openMarkets: 1.5 } }).split('; ')).toHaveLength(3);
  });

  it('puts the section before the key', () => {
    const schema = z.strictObject({ dip: z.number() });
    const where = { file: 'a.toml', section: 'leagues.nba.parameters' };
    expect(fault(() => checkConfig(schema, { dip: true }, where))).toMatchObject({
      message: 'leagues.nba.parameters.dip: expected number, received boolean, was true',
    });
  });
});
