import type { z } from 'zod';
import type { GameView, MarketView } from '../engine/strategy.js';
import type { ParametersFor } from '../strategies/strategy-module.js';
import { checkConfig, mergeTables, type RawTable } from './config-file.js';
import type { RunConfig } from './run-config.js';

/** Which overrides concern a market, weakest first. */
function layersOf(
  config: RunConfig,
  market: MarketView,
  game: GameView,
): readonly (readonly [string, RawTable])[] {
  const layers: readonly (readonly [string, { parameters: RawTable } | undefined])[] = [
    [`sports.${game.sport}`, config.sports[game.sport]],
    [`leagues.${game.league}`, config.leagues[game.league]],
    [`markets.${market.slug}`, config.markets[market.slug]],
  ];
  return layers.flatMap(([name, layer]) => (layer === undefined ? [] : [[name, layer.parameters] as const]));
}

/**
 * The strategy's parameters for each market: general, then sport, then league, then market. Everything is
 * checked now, so that a fault in a section that no market reaches is found too.
 *
 * @throws CONFIG_INVALID naming the section and the key.
 */
export function parametersFor<Parameters>(
  schema: z.ZodType<Parameters>,
  config: RunConfig,
  file: string,
): ParametersFor<Parameters> {
  const general = config.parameters;
  const check = (raw: RawTable, section: string): Parameters => checkConfig(schema, raw, { file, section });
  const base = check(general, 'parameters');
  for (const kind of ['sports', 'leagues', 'markets'] as const) {
    for (const [name, layer] of Object.entries(config[kind])) {
      check(mergeTables(general, layer.parameters), `${kind}.${name}.parameters`);
    }
  }
  const cache = new Map<string, Parameters>();
  return (market, game) => {
    const layers = layersOf(config, market, game);
    if (layers.length === 0) return base;
    const name = layers.map(([layer]) => layer).join(' + ');
    const known = cache.get(name);
    if (known !== undefined) return known;
    const merged = layers.reduce((raw, [, layer]) => mergeTables(raw, layer), general);
    const parameters = check(merged, name);
    cache.set(name, parameters);
    return parameters;
  };
}
