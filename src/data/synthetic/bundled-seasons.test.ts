import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateSeason } from './generate-season.js';
import { parseSeasonFile } from './parse-season-file.js';
import { planSeason } from './schedule.js';
import { seasonHash } from './season-hash.js';

const bundled = (name: string) =>
  parseSeasonFile(readFileSync(new URL(`../../../datasets/${name}.toml`, import.meta.url), 'utf8'), name);

describe('the bundled seasons', () => {
  it.each(['demo-season', 'fair-season'])('%s has the bytes that its file promises', (name) => {
    const parameters = bundled(name);
    expect(parameters.contentHash).toBeDefined();
    expect(seasonHash(generateSeason(parameters))).toBe(parameters.contentHash);
  });

  it('play the same games, with and without errors of the market', () => {
    const [demo, fair] = [bundled('demo-season'), bundled('fair-season')];
    expect(planSeason(demo)).toEqual(planSeason(fair));
    expect(fair.mispricing).toMatchObject({ favouriteLongshotBias: 0, noise: 0, overreaction: 0 });
    expect(Math.min(demo.mispricing.favouriteLongshotBias, demo.mispricing.overreaction)).toBeGreaterThan(0);
  });
});
