import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { mergeTables, parseConfigText, readConfigFile } from '../config/config-file.js';
import { prepareOwnRun, prepareRun } from './prepare-run.js';

const files = readdirSync('examples').filter((name) => name.endsWith('.toml'));
const isSweep = (name: string): boolean => 'base' in readConfigFile(join('examples', name));

describe('examples', () => {
  it.each(files.filter((name) => !isSweep(name)))('%s is a configuration that runs', async (name) => {
    const path = join('examples', name);
    const { settings } = await prepareOwnRun(readConfigFile(path), path);
    expect(settings.map(({ key }) => key)).toContain('data.dataset');
  });
});

describe('overrides', () => {
  const base = parseConfigText(
    `strategy = "favourite-dip"
     data.dataset = "week"
     [parameters.baseline]
     policy = "lagged-twap"
     windowMinutes = 60
     [leagues.epl.parameters.baseline]
     policy = "opening"`,
    'run.toml',
  );

  it('may choose another baseline than the general one', () => {
    expect(() => prepareRun(base, 'run.toml')).not.toThrow();
  });

  it('are checked whether or not a market reaches them', () => {
    const wrong = mergeTables(base, { markets: { none: { parameters: { entry: { spreadMax: 5 } } } } });
    expect(() => prepareRun(wrong, 'run.toml')).toThrow('markets.none.parameters.entry.spreadMax: Too big');
  });
});
