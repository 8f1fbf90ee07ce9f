import type { Shares } from '../../engine/units.js';
import type { ConfidenceInputs } from '../confidence/confidence-inputs.js';
import { leadDeviations } from '../confidence/lead-deviations.js';
import { type ConfidenceOptions, confidenceOf, scoreConfidence } from '../confidence/score-confidence.js';
import { leadOf } from '../sport/game-clock.js';
import type { ConfidenceFields } from './entry-fields.js';
import type { EntryLook } from './entry-look.js';
import type { EntryTerms, Gate } from './gate.js';

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

/** The score is high enough. One a strategy: it keeps its inputs until the decision was booked. */
export function confidenceGate(): Gate<EntryTerms<ConfidenceFields>> {
  const inputs: Mutable<ConfidenceInputs> = { ...NOTHING_KNOWN };
  const options: Mutable<ConfidenceOptions> = { preset: 'seed-v1', missing: 'neutral' };
  let asked: EntryLook | null = null;
  const breakdown = () => scoreConfidence(inputs, options).factors;
  const score = (): number | null => {
    if (asked !== null) readInputs(inputs, asked);
    return confidenceOf(inputs, options);
  };
  return {
    name: 'confidence',
    judge: (look, { entry }) => {
      asked = look;
      look.score = score;
      options.preset = entry.confidencePreset;
      options.missing = entry.confidenceMissing;
      options.without = entry.confidenceWithout;
      if (look.isLost) {
        look.verdict(Number.NaN, entry.confidenceMin, false);
        return;
      }
      const overall = score();
      look.explainConfidence(breakdown);
      look.confidence = overall ?? Number.NaN;
      look.verdict(look.confidence, entry.confidenceMin, overall !== null && overall >= entry.confidenceMin);
    },
  };
}

const NOTHING_KNOWN: ConfidenceInputs = {
  baseline: null,
  current: null,
  timeRemaining: null,
  period: null,
  periods: null,
  depth: null,
  trend: null,
  lead: null,
  leadDeviations: null,
  bid: null,
  ask: null,
};

function readInputs(inputs: Mutable<ConfidenceInputs>, look: EntryLook): void {
  const { market, game, side, memory } = look;
  const { bid, ask, bidSize, askSize, mid } = look.quote;
  const trend = memory.history.trend(market.index);
  inputs.baseline = look.reference;
  inputs.current = mid;
  inputs.timeRemaining = memory.clock.progress(game.index)?.remaining ?? null;
  inputs.period = game.state?.period ?? null;
  inputs.periods = memory.clock.spec(game)?.periods ?? null;
  inputs.depth = bidSize === null || askSize === null ? null : ((bidSize + askSize) as Shares);
  inputs.trend = trend === null || side === 'yes' ? trend : -trend;
  inputs.lead = leadOf(market, game, side);
  inputs.leadDeviations = leadDeviations(game, inputs.lead, inputs.timeRemaining);
  inputs.bid = bid;
  inputs.ask = ask;
}
