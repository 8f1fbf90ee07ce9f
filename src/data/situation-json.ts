import { z } from 'zod';
import { TouchlineError } from '../engine/errors.js';
import type { GameState } from '../engine/events.js';
import type { GameSituation } from '../engine/game-situation.js';

const count = z.int().min(0).nullable();
const counts = z.strictObject({ home: z.int().min(0), away: z.int().min(0) }).nullable();
const SITUATION: z.ZodType<GameSituation> = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('innings'),
    half: z.enum(['top', 'bottom']).nullable(),
    outs: count,
    scheduled: count,
  }),
  z.strictObject({ kind: z.literal('sets'), sets: counts, games: counts, bestOf: count }),
  z.strictObject({ kind: z.literal('rounds'), scheduled: count }),
  z.strictObject({ kind: z.literal('maps'), won: counts, rounds: counts, bestOf: count }),
  z.strictObject({ kind: z.literal('overs'), balls: count, ballsPerInnings: count }),
  z.strictObject({ kind: z.literal('holes'), holes: count, rounds: count }),
  z.strictObject({ kind: z.literal('laps'), lap: count, laps: count }),
  z.strictObject({ kind: z.literal('drive'), down: count, distance: count, yardsToGoal: count }),
]);

/** Reads a stored situation. @throws DATA_ROW when it has another shape. */
export function situationOf(text: string): GameSituation {
  const parsed = SITUATION.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new TouchlineError(
    'DATA_ROW',
    `the store holds an unreadable situation of a game: ${z.prettifyError(parsed.error)}`,
  );
}

/** The situation of a state as it is stored; `null` = the state has none. */
export function situationText({ situation }: GameState): string | null {
  return situation === undefined ? null : JSON.stringify(situation);
}
