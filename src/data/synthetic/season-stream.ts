import { type RandomStream, randomStream } from '../../engine/random.js';
import type { SeasonParameters } from './season-parameters.js';

/** The stream of one purpose in one game, or one team: knobs that do not concern it leave it as it is. */
export function seasonStream(parameters: SeasonParameters, subject: string, purpose: string): RandomStream {
  return randomStream({
    seed: parameters.seed,
    strategy: 'synthetic-season',
    market: subject,
    purpose,
  });
}
