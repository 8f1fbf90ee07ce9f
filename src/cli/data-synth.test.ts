import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { synthCommand } from './data-synth.js';

const SEASON = `
format = "synthetic-season/1"
title = "A week"
licence = "MIT"
seed = "cli"
startDate = "2026-02-02"
days = 2
games = { nba = 2, epl = 1 }
`;

describe('touchline data synth', () => {
  let folder = '';
  let printed = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'touchline-synth-'));
    printed = '';
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      printed += String(text);
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });

  const run = async (...extra: string[]): Promise<void> => {
    const store = join(folder, 'store.duckdb');
    await synthCommand().parseAsync([...extra, '--db', store], { from: 'user' });
  };

  it('generates a season under the name of its file, once', async () => {
    const file = join(folder, 'week.toml');
    writeFileSync(file, SEASON);
    await run(file, '--json');
    expect(JSON.parse(printed)).toMatchObject({
      imported: true,
      dataset: { name: 'week', games: 3, markets: 5, authoritative: 5 },
    });
    printed = '';
    await run(file);
    expect(printed).toMatch(
      /^A week\n3 games, 5 markets: .* quotes, .* generated before\ndataset week is complete/,
    );
  });

  it('says which file it cannot read', async () => {
    await expect(run(join(folder, 'none.toml'))).rejects.toMatchObject({
      code: 'CLI_FILE',
      where: { file: join(folder, 'none.toml') },
    });
  });
});
