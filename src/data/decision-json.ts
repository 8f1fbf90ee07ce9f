import { z } from 'zod';
import type { DecisionBelief } from '../engine/decision-belief.js';
import type { FactorScore, GateVerdict, SizingStep } from '../engine/gate-sheet.js';
import { fromJsonNumber, toJsonNumber } from './json-number.js';

const NUMBER = z.union([z.number(), z.string()]);
const GATES = z.array(z.tuple([z.string(), NUMBER, NUMBER, z.boolean()]));
const CONFIDENCE = z.array(z.tuple([z.string(), NUMBER, NUMBER, z.boolean(), z.string()]));
const SIZING = z.array(z.tuple([z.string(), NUMBER]));

/** Gates of a decision as rows `[gate, value, threshold, passed]`. */
export const gatesToJson = (gates: readonly GateVerdict[]): string =>
  JSON.stringify(
    gates.map((gate) => [gate.gate, toJsonNumber(gate.value), toJsonNumber(gate.threshold), gate.passed]),
  );

/** Gates of a decision, as `gatesToJson` wrote them. */
export const gatesFromJson = (text: string): readonly GateVerdict[] =>
  GATES.parse(JSON.parse(text)).map(([gate, value, threshold, passed]) => ({
    gate,
    value: fromJsonNumber(value),
    threshold: fromJsonNumber(threshold),
    passed,
  }));

/** Factors of a confidence score as rows `[factor, score, weight, known, detail]`. */
export const confidenceToJson = (factors: readonly FactorScore[]): string =>
  JSON.stringify(
    factors.map((each) => [
      each.factor,
      toJsonNumber(each.score),
      toJsonNumber(each.weight),
      each.known,
      each.detail,
    ]),
  );

/** Factors of a score, as `confidenceToJson` wrote them. */
export const confidenceFromJson = (text: string): readonly FactorScore[] =>
  CONFIDENCE.parse(JSON.parse(text)).map(([factor, score, weight, known, detail]) => ({
    factor,
    score: fromJsonNumber(score),
    weight: fromJsonNumber(weight),
    known,
    detail,
  }));

/** Steps of sizing as rows `[step, dollars]`. */
export const sizingToJson = (steps: readonly SizingStep[]): string =>
  JSON.stringify(steps.map((each) => [each.step, toJsonNumber(each.usd)]));

/** Steps of sizing, as `sizingToJson` wrote them. */
export const sizingFromJson = (text: string): readonly SizingStep[] =>
  SIZING.parse(JSON.parse(text)).map(([step, usd]) => ({ step, usd: fromJsonNumber(usd) }));

const KNOWN = z.number().nullable();
const BELIEF = z.strictObject({
  side: z.enum(['yes', 'no']),
  probability: KNOWN,
  confidence: KNOWN,
  mid: KNOWN,
  cost: KNOWN,
  spread: KNOWN,
  askShares: KNOWN,
  secondsLeft: KNOWN,
});

/** What a decision believed; `null` stays so. */
export const beliefToJson = (belief: DecisionBelief | null): string | null =>
  belief === null ? null : JSON.stringify(belief);

/** What a decision believed, as `beliefToJson` wrote it. */
export const beliefFromJson = (text: string | null): DecisionBelief | null =>
  text === null ? null : BELIEF.parse(JSON.parse(text));
