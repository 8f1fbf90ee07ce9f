import { z } from 'zod';
import { TouchlineError } from '../engine/errors.js';
import type { GamePhase, GameState, MarketFacts } from '../engine/events.js';
import { micros, price, shares, usd } from '../engine/units.js';
import type { Row } from './row.js';
import { situationOf } from './situation-json.js';
import { oneOf } from './words.js';

const PHASES: readonly GamePhase[] = [
  ...(['scheduled', 'live', 'break', 'overtime', 'shootout', 'delayed'] as const),
  ...(['suspended', 'final', 'postponed', 'cancelled', 'unknown'] as const),
];

/** Reads a stored state of a game. @throws DATA_ROW for a phase, side or situation that does not exist. */
export function gameStateOf(row: Row): GameState {
  const seconds = (name: string): number | null => (row.isNull(name) ? null : row.double(name));
  return {
    phase: oneOf(PHASES, row.text('phase')),
    period: row.integerOrNull('period'),
    secondsLeftInPeriod: seconds('seconds_left'),
    secondsElapsedInPeriod: seconds('seconds_elapsed'),
    homeScore: row.integerOrNull('home_score'),
    awayScore: row.integerOrNull('away_score'),
    possession: row.isNull('possession') ? null : oneOf(['home', 'away'], row.text('possession')),
    ...(row.isNull('situation') ? {} : { situation: situationOf(row.text('situation')) }),
  };
}

const integerPrice = z.number().transform(price);
const FACTS = z.strictObject({
  tickBands: z.array(z.strictObject({ from: integerPrice, to: integerPrice, tick: integerPrice })),
  minimumSize: z.number().transform(shares),
  minimumNotional: z.number().transform(usd),
  lot: z.number().transform(shares),
  fee: z.strictObject({ takerRate: z.number(), makerRate: z.number() }).nullable(),
  takerDelayMs: z.number(),
  startTime: z.number().transform(micros).nullable(),
  clearAtStart: z.boolean(),
  status: z.enum(['open', 'suspended', 'closed']),
});

/** Reads stored rules of a market. @throws DATA_ROW when they have another shape. */
export function marketFactsOf(row: Row): MarketFacts {
  const parsed = FACTS.safeParse(JSON.parse(row.text('facts')));
  if (parsed.success) return parsed.data;
  throw new TouchlineError(
    'DATA_ROW',
    `the store holds unreadable market facts: ${z.prettifyError(parsed.error)}`,
  );
}
