import type { GameState } from '../../engine/events.js';
import { MICROS_PER_MILLISECOND, MICROS_PER_SECOND } from '../../engine/units.js';
import type { EventWriter } from './event-writer.js';
import { closingTime, type GameTruth, payoutOf } from './game-truth.js';
import { factsOf } from './market-rules.js';
import { quoteGame } from './quote-game.js';
import type { SeasonParameters } from './season-parameters.js';
import { seasonStream } from './season-stream.js';

/** Writes every event of a game: rules, states, quotes, trades and resolutions. */
export function writeGame(truth: GameTruth, parameters: SeasonParameters, writer: EventWriter): void {
  writeRules(truth, parameters, writer);
  writeStates(truth, parameters, writer);
  quoteGame(truth, parameters, writer);
  writeResolutions(truth, parameters, writer);
}

function writeRules(truth: GameTruth, parameters: SeasonParameters, writer: EventWriter): void {
  const { plan } = truth;
  const listed = plan.scheduledStart - parameters.market.pregameSeconds * MICROS_PER_SECOND;
  for (const market of plan.markets) {
    writer.facts(market, listed, factsOf(plan, parameters, 'listed'));
    if (!truth.isVoid) writer.facts(market, plan.scheduledStart, factsOf(plan, parameters, 'in-play'));
    writer.facts(market, closingTime(truth), factsOf(plan, parameters, 'closed'));
  }
}

function writeStates(truth: GameTruth, parameters: SeasonParameters, writer: EventWriter): void {
  const { plan, path } = truth;
  const { gameLatencyMs, gameJitterMs } = parameters.feed;
  const jitter = seasonStream(parameters, plan.info.id, 'game-feed');
  const unknown = {
    period: null,
    secondsLeftInPeriod: null,
    secondsElapsedInPeriod: null,
    homeScore: null,
    awayScore: null,
    possession: null,
  };
  let heard = 0;
  const write = (time: number, state: GameState): void => {
    const delayMs = gameLatencyMs + Math.floor(gameJitterMs * jitter.uniform());
    // A feed keeps its order: a state is not overtaken by the next one.
    heard = Math.max(heard, time + delayMs * MICROS_PER_MILLISECOND);
    writer.gameState(plan.info.index, time, { state, latency: heard - time });
  };
  const listed = plan.scheduledStart - parameters.market.pregameSeconds * MICROS_PER_SECOND;
  write(listed, { ...unknown, phase: 'scheduled' });
  if (truth.isVoid) write(plan.scheduledStart, { ...unknown, phase: 'postponed' });
  else for (const moment of path.moments) write(moment.time, moment.state);
}

function writeResolutions(truth: GameTruth, parameters: SeasonParameters, writer: EventWriter): void {
  const time = closingTime(truth) + parameters.market.resolutionDelaySeconds * MICROS_PER_SECOND;
  const payouts = truth.plan.markets.map((market, outcome) => ({ market, payout: payoutOf(truth, outcome) }));
  payouts.sort((left, right) => left.market - right.market);
  for (const { market, payout } of payouts) writer.resolution(market, time, payout);
}
