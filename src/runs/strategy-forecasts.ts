import { type CalibrationPoint, type MarketOutcome, marketOutcomes } from '../data/calibration-points.js';
import { datasetByName } from '../data/datasets.js';
import { loadTape } from '../data/load-tape.js';
import { loadRun } from '../data/runs.js';
import type { Store } from '../data/store.js';
import { runBacktest } from '../engine/backtest.js';
import type { DecisionBelief } from '../engine/decision-belief.js';
import { TouchlineError } from '../engine/errors.js';
import type { MarketIndex } from '../engine/ids.js';
import type { RunResult } from '../engine/run-result.js';
import type { CalibrationInput } from '../report/calibration/calibration-report.js';
import { closedTrips, gameOf } from '../research/per-game.js';
import { type BeliefMoment, type BeliefSample, beliefSampler } from './belief-sampler.js';
import type { PreparedRun } from './prepare-run.js';
import { configHashOf, optionsFor, selectionOf, sha256 } from './run-inputs.js';

/** Which of a decision's numbers is scored as the probability of its side. */
export type ForecastChoice = 'probability' | 'confidence' | 'mid';

/** A strategy's forecasts as a calibration report takes them. */
export type StrategyForecasts = Pick<CalibrationInput, 'source' | 'points' | 'leftOut'> & {
  readonly choice: ForecastChoice;
};

interface Choosing {
  /** `null` = its probability, or where it never has one its confidence. */
  readonly choice: ForecastChoice | null;
  readonly includeInferred: boolean;
}

/**
 * The forecasts of a kept run: the first entry in each market.
 *
 * @throws DATA_RUN; DATA_NO_ROWS when its strategy keeps no beliefs.
 */
export async function forecastsOfRun(
  store: Store,
  id: string,
  choosing: Choosing,
): Promise<StrategyForecasts> {
  const { result, id: runId, datasetId, outputHash } = await loadRun(store, id);
  if (datasetId === null) {
    throw new TouchlineError(
      'DATA_RUN',
      'the events of this run are not in the store, so its outcomes are not',
      {
        where: { run: runId },
        hint: 'calibrate the strategy: touchline calibrate --config FILE',
      },
    );
  }
  const seen = new Set<MarketIndex>();
  const samples = result.decisions.flatMap(
    ({ time, market, action, verdict, belief }): readonly BeliefSample[] => {
      if (action !== 'enter' || verdict !== 'acted' || belief === null || seen.has(market)) return [];
      seen.add(market);
      return [{ time, market, belief, moment: 'at the entry' }];
    },
  );
  const outcomes = await marketOutcomes(store, { id: datasetId });
  return forecastsFrom(samples, { result, outcomes, choosing, name: `run ${runId}`, hash: outputHash });
}

/** The forecasts of a strategy at moments of every market, whether or not it traded: it is run for them. */
export async function forecastsOfStrategy(
  store: Store,
  run: PreparedRun,
  ask: Choosing & { readonly moments: readonly BeliefMoment[] },
): Promise<StrategyForecasts> {
  const dataset = await datasetByName(store, run.config.data.dataset);
  const tape = await loadTape(store, selectionOf(run.config));
  const { samples, onDecision } = beliefSampler(tape, ask.moments);
  const result = runBacktest(tape, { ...optionsFor(tape, run), onDecision });
  const { name, version } = result.strategy;
  const hash = sha256([dataset.manifestHash, configHashOf(run), result.outputHash].join('\n'));
  const outcomes = await marketOutcomes(store, dataset);
  return forecastsFrom(samples, {
    result,
    outcomes,
    choosing: ask,
    name: `${name} ${version} on ${dataset.name}`,
    hash,
  });
}

interface Context {
  readonly result: RunResult;
  readonly outcomes: ReadonlyMap<string, MarketOutcome>;
  readonly choosing: Choosing;
  readonly name: string;
  readonly hash: string;
}

function forecastsFrom(samples: readonly BeliefSample[], context: Context): StrategyForecasts {
  const { name, hash, choosing } = context;
  const choice =
    choosing.choice ??
    (samples.some(({ belief }) => belief.probability !== null) ? 'probability' : 'confidence');
  const leftOut: Record<string, number> = {};
  const points = samples.flatMap((sample) => {
    const point = pointOf(sample, choice, context);
    if (typeof point !== 'string') return [point];
    leftOut[point] = (leftOut[point] ?? 0) + 1;
    return [];
  });
  if (points.length === 0) {
    const reasons = Object.entries(leftOut).map(([reason, count]) => `${count} ${reason}`);
    throw new TouchlineError('DATA_NO_ROWS', `there is no ${choice} of a decision to score`, {
      where: { source: name },
      hint: `decisions with a belief: ${samples.length}${reasons.length === 0 ? '' : `; ${reasons.join(', ')}`}`,
    });
  }
  const moments = [...new Set(samples.map(({ moment }) => moment))];
  const { strategy } = context.result;
  const source = {
    name,
    hash,
    moment: `${choice} ${moments.join(', ')}`,
    recalibratedBy: null,
    input: choice === 'mid' ? ('price' as const) : choice,
    madeBy: strategy,
  };
  return { source, points, leftOut, choice };
}

function pointOf(
  { market, time, moment, belief }: BeliefSample,
  choice: ForecastChoice,
  { result, outcomes, choosing }: Context,
): CalibrationPoint | string {
  const slug = result.catalog.markets[market]?.slug ?? '';
  const known = outcomes.get(slug);
  if (known === undefined) return 'not settled';
  if (known.inferred && !choosing.includeInferred) return 'with an outcome inferred from prices';
  const probability = belief[choice];
  if (probability === null) return `without a ${choice}`;
  const game = gameOf(result, market);
  const isYes = belief.side === 'yes';
  return {
    market: `${slug} ${belief.side}`,
    game: game.id,
    sport: game.sport,
    probability,
    outcome: isYes ? known.outcome : 1 - known.outcome,
    moment,
    time,
    resolvedAt: known.resolvedAt,
    spread: belief.spread,
    ageSeconds: null,
    volume: null,
    decision: { ...decisionOf(belief), tradeGain: tradeGain(result, market, time) },
  };
}

const decisionOf = ({ confidence, mid, cost, secondsLeft, askShares }: DecisionBelief) => ({
  confidence,
  mid,
  cost,
  secondsLeft,
  askShares,
});

/** Net gain a dollar of the trade that a decision opened. */
function tradeGain(result: RunResult, market: MarketIndex, time: number): number | null {
  const trip = closedTrips(result).find((each) => each.market === market && each.openedAt >= time);
  return trip === undefined || trip.cost <= 0 ? null : trip.pnl / trip.cost;
}
