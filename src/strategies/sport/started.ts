import type { GameView, MarketView } from '../../engine/strategy.js';
import type { Micros } from '../../engine/units.js';

/** Whether a game has begun, as far as its feed and its schedule tell. */
export type Started = 'yes' | 'no' | 'unknown';

/** The state feed goes before the schedule, which can be late; where neither tells: unknown. */
export function startedBy(market: MarketView, game: GameView, now: Micros): Started {
  const phase = game.state?.phase ?? 'unknown';
  if (phase !== 'unknown') return phase === 'scheduled' || phase === 'postponed' ? 'no' : 'yes';
  const startTime = market.facts?.startTime ?? null;
  if (startTime === null) return 'unknown';
  return startTime <= now ? 'yes' : 'no';
}
