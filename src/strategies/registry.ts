import { TouchlineError } from '../engine/errors.js';
import { closingLine } from './closing-line/closing-line.js';
import { emaCross } from './ema-cross/ema-cross.js';
import { favouriteDip } from './favourite-dip/favourite-dip.js';
import { maker } from './maker/maker.js';
import { modelEdge } from './model-edge/model-edge.js';
import { scoreShock } from './score-shock/score-shock.js';
import type { StrategyModule } from './strategy-module.js';

/** Every strategy that comes with touchline. Parameters are checked by the module itself. */
export const STRATEGIES: readonly StrategyModule[] = [
  favouriteDip,
  modelEdge,
  closingLine,
  scoreShock,
  maker,
  emaCross,
];

/**
 * @param file what an error calls the configuration that names it.
 * @throws CONFIG_STRATEGY with the names there are.
 */
export function strategyNamed(name: string, file?: string): StrategyModule {
  const module = STRATEGIES.find((each) => each.name === name);
  if (module !== undefined) return module;
  throw new TouchlineError('CONFIG_STRATEGY', `there is no strategy ${JSON.stringify(name)}`, {
    where: { key: 'strategy', ...(file !== undefined && { file }) },
    hint: `wanted one of: ${STRATEGIES.map((each) => each.name).join(', ')}`,
  });
}
