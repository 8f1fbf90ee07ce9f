import { describe, expect, it } from 'vitest';
import { sportOfLeague } from './league-sport.js';

describe('the sport of a league', () => {
  it.each([
    ['basketball', 'nba wnba nbasl ncaab ncaam ncaaw cbb euroleague'],
    ['american-football', 'nfl ncaaf cfb'],
    ['hockey', 'nhl'],
    ['baseball', 'mlb npb kbo'],
    ['soccer', 'uecl ucl uel mls brb bra lmx csl fwc nwsl els epl lal bun sea fl1'],
    ['tennis', 'atp wta'],
    ['cricket', 't20blast'],
    ['mma', 'ufc'],
    ['esports', 'cs2 lol valorant dota2 r6 cod'],
  ])('%s is the sport of its leagues', (sport, leagues) => {
    for (const league of leagues.split(' ')) expect([league, sportOfLeague(league)]).toEqual([league, sport]);
  });

  it('does not depend on the case of the code', () => {
    expect(sportOfLeague('NBA')).toBe('basketball');
  });

  it('is unknown for a code that is not in the table, never a guess from part of a name', () => {
    for (const code of ['', 'nbax', 'xnba', 'jets', 'constructor', '__proto__', 'nba ']) {
      expect(sportOfLeague(code)).toBe('unknown');
    }
  });
});
