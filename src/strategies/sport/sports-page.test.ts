import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LEAGUE_RULES } from './sport-spec.js';
import { sportsRow } from './sports-table.testing.js';

describe('docs/sports.md', () => {
  it('has the row of every league, in the order of the specs, and no other', () => {
    const page = readFileSync(new URL('../../../docs/sports.md', import.meta.url), 'utf8');
    const table = page.slice(page.indexOf('| leagues |')).split('\n\n')[0] ?? '';
    expect(table.trim().split('\n').slice(2)).toEqual(LEAGUE_RULES.map(sportsRow));
  });
});
