import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadStrategy } from './load-strategy.js';
import { prepareOwnRun } from './prepare-run.js';

const folder = mkdtempSync(join(tmpdir(), 'touchline-strategy-'));
afterAll(() => rmSync(folder, { recursive: true }));

const OWN = `
export const strategy = {
  name: 'own',
  version: '3',
  summary: '',
  parameters: { safeParse: (value) => ({ success: true, data: value }) },
  instantiate: () => ({ name: 'own', version: '3' }),
};
`;
const write = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const config = join(folder, 'run.toml');
const refusal = (name: string) => loadStrategy(name, config).then(String, (error: unknown) => error);

describe('a strategy named by a configuration', () => {
  it('comes along, by its name', async () => {
    expect(await loadStrategy('maker', config)).toMatchObject({ module: { name: 'maker' }, sha256: null });
  });

  it('or is a file beside the configuration, in JavaScript or TypeScript', async () => {
    const typed = OWN.replace('(value)', '(value: unknown)');
    for (const name of [write('own.js', OWN), write('own.ts', typed), write('own.mjs', OWN)]) {
      const { module, sha256 } = await loadStrategy(`./${name}`, config);
      expect(module).toMatchObject({ name: 'own', version: '3' });
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('whose content is part of what certifies a run', async () => {
    const raw = { strategy: write('hashed.js', OWN), data: { dataset: 'd' } };
    const { settings } = await prepareOwnRun(raw, config);
    const { sha256 } = await loadStrategy('hashed.js', config);
    expect(settings.at(-1)).toEqual({ key: 'strategy.sha256', value: sha256, origin: 'file' });
  });

  it('that cannot be compiled is refused with the place and what was wrong there', async () => {
    expect(await refusal(write('typo.ts', 'const a = 1;\nlet = here(;'))).toMatchObject({
      message: expect.stringMatching(/typo\.ts:2:\d+/),
    });
  });

  it.each([
    ['missing.ts', /there is no file missing.ts/],
    [write('broken.ts', 'export const strategy = {'), /cannot be loaded/],
    [write('other.js', 'export const other = 1;'), /exports no strategy/],
    [write('half.js', 'export const strategy = { name: "half" };'), /lacks version, summary, parameters/],
    ['no-such', /there is no strategy "no-such"/],
  ])('%s is refused with the file and what was wanted', async (name, message) => {
    expect(await refusal(name)).toMatchObject({
      code: 'CONFIG_STRATEGY',
      message: expect.stringMatching(message),
      where: { key: 'strategy', file: config },
    });
  });
});
