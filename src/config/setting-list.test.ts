import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { settingsOf } from './setting-list.js';

const schema = z.strictObject({
  name: z.string().describe('a name'),
  risk: z
    .strictObject({
      limit: z
        .union([z.number().positive(), z.literal('none')])
        .default(5)
        .describe('most'),
    })
    .prefault({}),
  stake: z
    .discriminatedUnion('mode', [
      z.strictObject({ mode: z.literal('fixed'), usd: z.number().gt(0).lt(10).describe('dollars') }),
      z.strictObject({ mode: z.literal('all') }),
    ])
    .prefault({ mode: 'all' }),
  byLeague: z.record(z.string(), z.strictObject({ on: z.boolean().describe('whether') })).default({}),
});

describe('settingsOf', () => {
  const settings = settingsOf(schema, 'parameters');

  it('gives one row a leaf, and for variants the choice and the settings of each', () => {
    expect(settings.map(({ key, when }) => [key, when])).toEqual([
      ['parameters.name', null],
      ['parameters.risk.limit', null],
      ['parameters.stake.mode', null],
      ['parameters.stake.usd', 'mode = "fixed"'],
      ['parameters.byLeague.<name>.on', null],
    ]);
  });

  it('says what is wanted, what the default is and whether it is needed', () => {
    expect(settings.map(({ wanted, preset, required, words }) => [wanted, preset, required, words])).toEqual([
      ['text', null, true, []],
      ['number > 0 or "none"', '5', false, ['none']],
      ['"fixed", "all"', '"all"', false, ['fixed', 'all']],
      ['number > 0 < 10', null, true, []],
      ['true, false', null, true, []],
    ]);
  });
});
