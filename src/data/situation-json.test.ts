import { describe, expect, it } from 'vitest';
import type { GameState } from '../engine/events.js';
import type { GameSituation } from '../engine/game-situation.js';
import { situationOf, situationText } from './situation-json.js';

const NOTHING: GameState = {
  phase: 'live',
  period: null,
  secondsLeftInPeriod: null,
  secondsElapsedInPeriod: null,
  homeScore: null,
  awayScore: null,
  possession: null,
};

const SITUATIONS: readonly GameSituation[] = [
  { kind: 'innings', half: 'bottom', outs: 2, scheduled: 7 },
  { kind: 'sets', sets: { home: 1, away: 0 }, games: { home: 5, away: 4 }, bestOf: 3 },
  { kind: 'rounds', scheduled: 5 },
  { kind: 'maps', won: { home: 0, away: 1 }, rounds: { home: 12, away: 7 }, bestOf: 3 },
  { kind: 'overs', balls: 63, ballsPerInnings: null },
  { kind: 'holes', holes: 9, rounds: 4 },
  { kind: 'laps', lap: 12, laps: null },
];

describe('the situation of a game in the store', () => {
  it.each(SITUATIONS)('comes back as it went in: $kind', (situation) => {
    const text = situationText({ ...NOTHING, situation });
    expect(text).not.toBeNull();
    expect(situationOf(text ?? '')).toEqual(situation);
  });

  it('is not there for a state without one', () => {
    expect(situationText(NOTHING)).toBeNull();
  });

  it.each(['{"kind":"chess"}', '{"kind":"laps","lap":1}', '{"kind":"rounds","scheduled":-1}'])(
    'is refused in another shape: %s',
    (text) => expect(() => situationOf(text)).toThrow(expect.objectContaining({ code: 'DATA_ROW' })),
  );
});
