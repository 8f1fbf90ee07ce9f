import { describe, expect, it } from 'vitest';
import { TouchlineError } from '../../engine/errors.js';
import { parseSeasonFile } from './parse-season-file.js';

const FILE = `
format = "synthetic-season/1"
title = "A week"
licence = "MIT"
seed = 7
startDate = "2026-02-28"
days = 7
[games]
nba = 10
`;

function faultOf(text: string): TouchlineError {
  try {
    parseSeasonFile(text, 'week.toml');
  } catch (fault) {
    if (fault instanceof TouchlineError) return fault;
    throw fault;
  }
  throw new Error('the file was accepted');
}

describe('parseSeasonFile', () => {
  it('reads a file and fills in what it leaves out', () => {
    const parameters = parseSeasonFile(FILE, 'week.toml');
    expect(parameters).toMatchObject({ seed: '7', days: 7, games: { nba: 10, epl: 120 } });
    expect(parameters.mispricing).toMatchObject({ favouriteLongshotBias: 0, noise: 0, overreaction: 0 });
  });

  it.each([
    ['an unknown setting by its path', `${FILE}nfl = 3`, 'games.nfl'],
    ['an unknown section', `${FILE}[markets]\nspread = 1`, 'markets'],
    ['a value out of range', FILE.replace('nba = 10', 'nba = -1'), 'games.nba'],
    ['a date that no calendar has', FILE.replace('02-28', '02-30'), 'startDate'],
    ['another format', FILE.replace('season/1', 'season/2'), 'format'],
    ['a missing setting', FILE.replace('days = 7', ''), 'days'],
  ])('refuses %s', (_, text, field) => {
    const fault = faultOf(text);
    expect(fault.code).toBe('CONFIG_SEASON');
    expect(fault.where).toMatchObject({ file: 'week.toml', field });
  });

  it('refuses what is not TOML', () => {
    expect(faultOf('title = ').message).toMatch(/week.toml is not TOML/);
  });
});
