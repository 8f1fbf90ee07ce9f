import { describe, expect, it } from 'vitest';
import { fixtures, known, readFixture, statesOf } from './feed-fixtures.testing.js';
import { FEEDS } from './feeds.js';
import { readKalshiLive } from './kalshi-live.js';

const one = (feed: Parameters<typeof readFixture>[0], name: string) => {
  const [reading, ...more] = readFixture(feed, name);
  expect(more).toEqual([]);
  return { ...reading, words: reading?.unknown.map(({ field, value }) => `${field}: ${value}`) };
};

describe('the ESPN scoreboard', () => {
  it.each<[string, object]>([
    [
      'nfl fourth quarter',
      {
        ...{ phase: 'live', period: 4, secondsLeftInPeriod: 48, homeScore: 21, awayScore: 24 },
        ...{ possession: 'home', situation: { kind: 'drive', down: 3, distance: 7, yardsToGoal: null } },
      },
    ],
    [
      'college football at half-time',
      { phase: 'break', period: 2, secondsLeftInPeriod: 0, homeScore: 14, awayScore: 3 },
    ],
    [
      'nba under a minute',
      { phase: 'live', period: 4, secondsLeftInPeriod: 45.3, homeScore: 101, awayScore: 99 },
    ],
    ['nhl final after overtime', { phase: 'final', period: 4, homeScore: 2, awayScore: 3 }],
    [
      'mlb top of the sixth',
      {
        ...{ phase: 'live', period: 6, homeScore: 4, awayScore: 0 },
        situation: { kind: 'innings', half: 'top', outs: 1, scheduled: 9 },
      },
    ],
    // 58 minutes are 13 into the second half; 90 + 5 are 50 into it.
    [
      'soccer second half',
      { phase: 'live', period: 2, secondsElapsedInPeriod: 780, homeScore: 1, awayScore: 0 },
    ],
    [
      'soccer added time',
      { phase: 'live', period: 2, secondsElapsedInPeriod: 3000, homeScore: 1, awayScore: 1 },
    ],
    ['soccer after penalties', { phase: 'final', period: 5, homeScore: 1, awayScore: 1 }],
    [
      'tennis in the second set',
      {
        ...{ phase: 'live', period: 2, homeScore: 1, awayScore: 0 },
        situation: { kind: 'sets', sets: { home: 1, away: 0 }, games: { home: 3, away: 5 }, bestOf: 3 },
      },
    ],
    [
      'mma first round',
      { phase: 'live', period: 1, secondsLeftInPeriod: 147, situation: { kind: 'rounds', scheduled: 3 } },
    ],
  ])('%s', (name, state) => {
    expect(one('espn', name)).toMatchObject({ state: known(state), words: [] });
  });

  it('believes the state of a status before its name, and notes that they contradict each other', () => {
    expect(one('espn', 'state and name contradict')).toMatchObject({
      state: { phase: 'final', homeScore: 90, awayScore: 80 },
      words: ['events.0.competitions.0.status.type.name: STATUS_IN_PROGRESS'],
    });
  });

  it('reads nothing into words that it does not know', () => {
    expect(one('espn', 'words nobody knows')).toMatchObject({
      game: { ids: ['900012'], league: null },
      state: known({ phase: 'unknown', period: 1, homeScore: 7 }),
      words: [
        'events.0.competitions.0.league: kabaddi.pro',
        'events.0.competitions.0.status.type.name: STATUS_RAID',
        'events.0.competitions.0.competitors.1.score: six',
      ],
    });
  });

  it('names the game by number, league and sides', () => {
    expect(one('espn', 'nfl fourth quarter').game).toEqual({
      ...{ ids: ['900001'], league: 'nfl' },
      ...{ home: { id: '12', name: 'HOM' }, away: { id: '7', name: 'AWY' } },
    });
  });
});

describe('the live data of Kalshi', () => {
  it.each<[string, object]>([
    [
      'football',
      {
        ...{ phase: 'live', period: 3, secondsLeftInPeriod: 432, homeScore: 10, awayScore: 14 },
        // The own 35: 65 yards to go.
        situation: { kind: 'drive', down: 2, distance: 8, yardsToGoal: 65 },
      },
    ],
    [
      'football in the other half',
      {
        ...{ phase: 'overtime', period: 5, secondsLeftInPeriod: 432, homeScore: 20, awayScore: 20 },
        situation: { kind: 'drive', down: 1, distance: 10, yardsToGoal: 35 },
      },
    ],
    [
      'college basketball',
      { phase: 'live', period: 2, secondsLeftInPeriod: 600, homeScore: 50, awayScore: 48 },
    ],
    [
      'overtime of quarters',
      { phase: 'overtime', period: 5, secondsLeftInPeriod: 299, homeScore: 100, awayScore: 100 },
    ],
    [
      'baseball',
      {
        ...{ phase: 'live', period: 7, homeScore: 3, awayScore: 5 },
        situation: { kind: 'innings', half: 'bottom', outs: 1, scheduled: null },
      },
    ],
    ['hockey', { phase: 'overtime', period: 4, secondsLeftInPeriod: 181, homeScore: 2, awayScore: 2 }],
    // The score of this match, not of both legs.
    ['soccer', { phase: 'live', period: 2, secondsElapsedInPeriod: 1560, homeScore: 1, awayScore: 0 }],
    [
      'tennis',
      {
        ...{ phase: 'live', period: 2, homeScore: 0, awayScore: 1, possession: 'away' },
        situation: { kind: 'sets', sets: { home: 0, away: 1 }, games: { home: 2, away: 1 }, bestOf: null },
      },
    ],
    ['finished', { phase: 'final', period: 4, homeScore: 31, awayScore: 17 }],
  ])('%s', (name, state) => {
    const { situation, ...rest } = state as { situation?: object };
    const reading = one('kalshi-live', name);
    expect(reading).toMatchObject({ state: known(rest), words: [] });
    if (situation !== undefined) expect(reading.state?.situation).toEqual(situation);
  });

  it('tells who has the ball where the ids of the teams are known', () => {
    const payload = fixtures('kalshi-live')['football in the other half'];
    const read = (home: string, away: string) =>
      statesOf(readKalshiLive(payload, () => ({ scoreOrder: null, teams: { home, away } })))[0]?.state;
    expect(read('h1', 'a1')).toMatchObject({ possession: 'home', situation: { yardsToGoal: 35 } });
    expect(read('x1', 'h1')).toMatchObject({ possession: 'away' });
    expect(read('x1', 'x2')).toMatchObject({ possession: null });
  });

  it('reads nothing into words that it does not know', () => {
    expect(one('kalshi-live', 'words nobody knows')).toMatchObject({
      state: known({ phase: 'unknown' }),
      words: ['live_datas.0.type: chess_match', 'details.status: zugzwang'].map((word) =>
        expect.stringContaining(word.split('.').at(-1) ?? ''),
      ),
    });
  });
});

describe('the official feeds', () => {
  it('MLB: inning, half and outs of a schedule; rain stands still; before the start there is no inning', () => {
    const [playing, rain, before] = readFixture('mlb', 'schedule');
    expect(playing).toMatchObject({
      game: { ids: ['800001'], league: 'mlb', home: { id: '1', name: 'Homers' } },
      state: known({
        ...{ phase: 'live', period: 7, homeScore: 3, awayScore: 2, possession: 'away' },
        situation: { kind: 'innings', half: 'top', outs: 1, scheduled: 9 },
      }),
      unknown: [],
    });
    expect(rain?.state).toMatchObject({ phase: 'delayed', period: 5, situation: { half: 'top', outs: 3 } });
    expect(before?.state).toEqual(known({ phase: 'scheduled' }));
  });

  it('MLB: the live feed has an order of its own, and the end of an inning is three outs in its bottom', () => {
    expect(readFixture('mlb', 'live feed')).toMatchObject([
      {
        order: 20260711183000,
        state: {
          phase: 'break',
          period: 9,
          homeScore: 4,
          awayScore: 4,
          situation: { half: 'bottom', outs: 3 },
        },
      },
    ]);
  });

  it('MLB: a word that is not known leaves phase, half and outs open', () => {
    expect(readFixture('mlb', 'words nobody knows')).toMatchObject([
      {
        state: known({
          phase: 'unknown',
          period: 2,
          situation: { kind: 'innings', half: null, outs: null, scheduled: null },
        }),
        unknown: [{ value: 'Swarm of bees' }, { value: 'Sideways' }],
      },
    ]);
  });

  it('NHL: the clock of an intermission is no clock of the period', () => {
    const [playing, between, shootout, postponed] = readFixture('nhl', 'scores');
    expect(playing?.state).toEqual(
      known({ phase: 'live', period: 2, secondsLeftInPeriod: 527, homeScore: 2, awayScore: 1 }),
    );
    expect(between?.state).toEqual(
      known({ phase: 'break', period: 1, secondsLeftInPeriod: 0, homeScore: 0, awayScore: 0 }),
    );
    expect(shootout?.state).toMatchObject({ phase: 'shootout', period: 5, secondsLeftInPeriod: null });
    expect(postponed?.state).toEqual(known({ phase: 'postponed' }));
  });

  it('NHL: period 5 of the playoffs is overtime, as its type says', () => {
    expect(readFixture('nhl', 'one game')).toMatchObject([
      { state: { phase: 'overtime', period: 5, secondsLeftInPeriod: 1170 }, unknown: [] },
    ]);
  });

  it('NHL: a word that is not known leaves the phase open', () => {
    expect(readFixture('nhl', 'words nobody knows')).toMatchObject([
      {
        state: { phase: 'unknown', secondsLeftInPeriod: null, homeScore: 1 },
        unknown: [{ field: 'games.0.gameState' }],
      },
    ]);
  });

  it('NBA: period and ISO clock, half-time, final after overtime, before the start', () => {
    const [playing, half, final, before] = readFixture('nba', 'scoreboard');
    expect(playing).toMatchObject({
      game: { ids: ['0022600001'], league: 'nba', away: { name: 'AWY' } },
      state: known({ phase: 'live', period: 3, secondsLeftInPeriod: 342, homeScore: 70, awayScore: 68 }),
      unknown: [],
    });
    expect(half?.state).toMatchObject({ phase: 'break', period: 2, secondsLeftInPeriod: 0 });
    expect(final?.state).toMatchObject({ phase: 'final', period: 5, secondsLeftInPeriod: null });
    expect(before?.state).toMatchObject({ phase: 'scheduled', period: null });
  });

  it('NBA: the number of a game tells the league, and past regulation it is overtime', () => {
    expect(readFixture('nba', 'wnba overtime')).toMatchObject([
      { game: { league: 'wnba' }, state: { phase: 'overtime', period: 5, secondsLeftInPeriod: 120 } },
    ]);
  });

  it('NBA: what is not known is left open', () => {
    expect(readFixture('nba', 'words nobody knows')).toMatchObject([
      {
        game: { league: null },
        state: known({ phase: 'unknown', period: 3, awayScore: 68 }),
        unknown: [{ value: '9922600001' }, { value: 'Roof open' }, { value: '-4' }],
      },
    ]);
  });
});

it.each<[Parameters<typeof readFixture>[0], unknown, string]>([
  ['espn', { events: [null] }, 'events.0'],
  ['espn', { events: [{ competitions: 'none' }] }, 'events.0.competitions'],
  ['espn', { events: [{ groupings: [7] }] }, 'events.0.groupings.0'],
  ['mlb', { dates: [{ games: ['x'] }] }, 'dates.0.games.0'],
  ['nhl', { games: {} }, 'games'],
  ['nba', { scoreboard: { games: [[]] } }, 'scoreboard.games.0'],
  ['kalshi-live', { live_datas: [{ milestone_id: 'm' }] }, 'live_datas.0.details'],
  ['betfair-score', { op: 'ccm', pt: 1, cc: [{}] }, 'cc.0.eventId'],
])(
  '%s: what is no game in a list of games is a fault at its place, and no game is lost in silence',
  (feed, payload, field) => {
    expect(FEEDS[feed].open().read(payload)).toEqual([expect.objectContaining({ kind: 'fault', field })]);
  },
);
