import { describe, expect, it } from 'vitest';
import type { Stage } from './league-rules.js';
import { LEAGUES, sportOfLeague } from './league-sport.js';
import { LEAGUE_RULES, requireSpec, type SportSpec, specOfLeague } from './sport-spec.js';

const overtimeOn = (league: string, date: string | null, stage: Stage = 'regular') =>
  specOfLeague(league, { date, stage })?.overtime;

/** Fields of a spec that say how regulation is divided. */
const division = (spec: SportSpec) => {
  const { overtime: _overtime, draw: _draw, wallMinutes: _wallMinutes, ...regulation } = spec;
  return regulation;
};

describe('the rules of leagues', () => {
  it('know every league that has a sport, and no other', () => {
    const ruled = new Set(LEAGUE_RULES.flatMap(({ leagues }) => leagues.split(' ')));
    expect([...ruled].sort()).toEqual([...LEAGUES].sort());
  });

  it('are of the kind that the sport of the league is played by', () => {
    const kinds: Readonly<Record<string, string>> = {
      ...{
        baseball: 'innings',
        tennis: 'sets',
        volleyball: 'sets',
        'table-tennis': 'sets',
        badminton: 'sets',
        cricket: 'overs',
        golf: 'holes',
      },
      ...{ mma: 'rounds', boxing: 'rounds', esports: 'maps', darts: 'maps', snooker: 'maps', racing: 'laps' },
    };
    for (const league of LEAGUES) {
      expect([league, specOfLeague(league)?.kind]).toEqual([league, kinds[sportOfLeague(league)] ?? 'clock']);
    }
  });

  it('are dated in order, the oldest without a date', () => {
    for (const league of LEAGUES) {
      const dates = LEAGUE_RULES.filter(({ leagues }) => leagues.split(' ').includes(league)).map(
        ({ from }) => from ?? '',
      );
      expect([league, dates]).toEqual([league, [...new Set(dates)].sort()]);
      expect(dates[0]).toBe('');
    }
  });

  it('divide regulation alike in every stage', () => {
    for (const league of LEAGUES) {
      expect(division(requireSpec(league, { stage: 'knockout' }))).toEqual(division(requireSpec(league)));
    }
  });

  it('let nobody go home level from a knock-out game of a clocked league', () => {
    for (const league of LEAGUES) {
      const { kind, draw, overtime } = requireSpec(league, { stage: 'knockout' });
      if (kind === 'clock') expect([league, draw, overtime.kind === 'none']).toEqual([league, false, false]);
    }
  });

  it('list an added time for each period or for none, and a break between each two', () => {
    for (const { regulation } of LEAGUE_RULES) {
      if (regulation.kind !== 'clock') continue;
      expect([0, regulation.periods]).toContain(regulation.addedSeconds.length);
      expect(regulation.breakSeconds).toHaveLength(regulation.periods - 1);
      if (regulation.clock === 'down') expect(regulation.addedSeconds).toEqual([]);
    }
  });
});

describe('a rule that changed', () => {
  it('puts a runner on second in extra innings of MLB since 2020, never in the playoffs', () => {
    expect(overtimeOn('mlb', '2019-09-29')).toEqual({ kind: 'innings', last: null, runnerOnSecond: false });
    expect(overtimeOn('mlb', '2020-07-23')).toEqual({ kind: 'innings', last: null, runnerOnSecond: true });
    expect(overtimeOn('mlb', '2025-10-28', 'knockout')).toMatchObject({ runnerOnSecond: false });
  });

  it('ends a level game of the KBO after 11 innings since 2025, after 12 before, after 15 in the playoffs', () => {
    expect(overtimeOn('kbo', '2024-10-01')).toMatchObject({ last: 12 });
    expect(overtimeOn('kbo', '2025-04-01')).toMatchObject({ last: 11 });
    expect(overtimeOn('kbo', '2025-10-10', 'knockout')).toMatchObject({ last: 15 });
  });

  it('gives both teams of the NFL the ball in overtime since 2025; it can end level', () => {
    expect(overtimeOn('nfl', '2024-12-01')).toMatchObject({ ends: 'score-after-first-drive', seconds: 600 });
    expect(overtimeOn('nfl', '2025-09-04')).toEqual({
      ...{ kind: 'timed', seconds: 600, periods: 1 },
      ...{ ends: 'score-after-both-drives', ifLevel: 'draw' },
    });
    expect(overtimeOn('nfl', '2026-01-20', 'knockout')).toMatchObject({ seconds: 900, ifLevel: 'again' });
    expect(specOfLeague('nfl', { stage: 'knockout' })?.draw).toBe(false);
  });

  it('ends a map of CS2 at 13 rounds since it replaced its predecessor, at 16 before', () => {
    expect(specOfLeague('cs2', { date: '2023-09-26' })).toMatchObject({
      measure: { by: 'rounds', toWin: 16 },
    });
    expect(specOfLeague('cs2', { date: '2023-09-27' })).toMatchObject({
      measure: { by: 'rounds', toWin: 13 },
    });
  });

  it('is in force where no date is known', () => {
    expect(specOfLeague('kbo', { date: null })).toEqual(specOfLeague('kbo', { date: '2026-11-01' }));
    expect(specOfLeague('kbo')).toEqual(specOfLeague('kbo', { date: '2026-11-01' }));
  });
});

describe('a league that nobody knows', () => {
  it.each(['nope', '', 'nba ', 'constructor', '__proto__'])('has no spec, never a default: %o', (league) => {
    expect(specOfLeague(league)).toBeNull();
  });

  it('is a fault with the known ones where it was asked for by name', () => {
    expect(() => requireSpec('nbax')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_LEAGUE',
        where: { league: 'nbax' },
        hint: expect.stringMatching(/\bnba\b.*\bmlb\b.*\bcs2\b/),
      }),
    );
  });

  it('is known in any case of its letters', () => {
    expect(specOfLeague('NBA')).toBe(specOfLeague('nba'));
  });
});
