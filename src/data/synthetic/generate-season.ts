import type { Tape } from '../../engine/tape.js';
import { MICROS_PER_MILLISECOND } from '../../engine/units.js';
import { EventWriter } from './event-writer.js';
import { drawGame } from './game-truth.js';
import { planSeason } from './schedule.js';
import type { SeasonParameters } from './season-parameters.js';
import { writeGame } from './write-game.js';

/**
 * Plays a season and its markets, as a tape: what a strategy may see and nothing else. Depends on `parameters`
 * alone, with the same bytes on every platform.
 *
 * @throws CONFIG_SEASON when a league has more games a day than its teams can play.
 */
export function generateSeason(parameters: SeasonParameters): Tape {
  const { games, markets, plans } = planSeason(parameters);
  const writer = new EventWriter(parameters.feed.marketLatencyMs * MICROS_PER_MILLISECOND);
  for (const plan of plans) writeGame(drawGame(plan, parameters), parameters, writer);
  return writer.tape({ games, markets });
}
