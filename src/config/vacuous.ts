import { TouchlineError } from '../engine/errors.js';
import type { RunConfig } from './run-config.js';

/** The dollars of a fixed stake, wherever a strategy's parameters hold one. */
function fixedStake(parameters: unknown): number | null {
  const stake = (parameters as { sizing?: { stake?: { mode?: string; usd?: number } } } | null)?.sizing
    ?.stake;
  return stake?.mode === 'fixed' && typeof stake.usd === 'number' ? stake.usd : null;
}

/**
 * Refuses a fixed stake that a risk limit could never let leave: such a run would look like a quiet market.
 *
 * @throws CONFIG_INVALID naming both settings.
 */
export function refuseVacuousSizing(config: RunConfig, parameters: unknown, file: string): void {
  const stake = fixedStake(parameters);
  if (stake === null) return;
  for (const key of ['perOrderUsd', 'perMarketUsd', 'perGameUsd', 'perSportUsd', 'perAccountUsd'] as const) {
    const limit = config.risk[key];
    if (limit === 'none' || stake <= limit) continue;
    throw new TouchlineError(
      'CONFIG_INVALID',
      `parameters.sizing.stake.usd: every order of ${stake} USD would be refused by risk.${key} = ${limit}`,
      { where: { file }, hint: 'lower the stake or raise the limit' },
    );
  }
}
