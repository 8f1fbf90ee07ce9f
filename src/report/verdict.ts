import type { GameEvidence, ReportMoney } from './backtest-report.js';
import { formatDollars, formatRange, formatSigned, plural } from './format.js';

export type VerdictKind =
  | 'no-trades'
  | 'unsettled-only'
  | 'too-few-games'
  | 'profit'
  | 'loss'
  | 'no-evidence';

/** The result in plain words. */
export interface Verdict {
  readonly kind: VerdictKind;
  /** What happened: `Lost 12.40 USD on 87 games (130 trades).` */
  readonly headline: string;
  /** What may be concluded from it. */
  readonly conclusion: string;
}

interface VerdictFacts {
  readonly money: ReportMoney;
  readonly perGame: GameEvidence;
  readonly trades: number;
  readonly unsettled: number;
  readonly funnelSentence: string;
}

/** Says what the run shows, and no more than its games allow. */
export function verdict(facts: VerdictFacts): Verdict {
  if (facts.trades === 0) return withoutResult(facts);
  const { pnlUsd } = facts.money;
  const moved =
    pnlUsd === 0 ? 'Came out even' : `${pnlUsd > 0 ? 'Made' : 'Lost'} ${formatDollars(Math.abs(pnlUsd))} USD`;
  const headline = `${moved} on ${plural(facts.perGame.games, 'game')} (${plural(facts.trades, 'trade')}), net of fees.`;
  return { headline, ...conclusion(facts.perGame) };
}

function withoutResult(facts: VerdictFacts): Verdict {
  if (facts.unsettled === 0) {
    return { kind: 'no-trades', headline: 'Did not trade.', conclusion: facts.funnelSentence };
  }
  const cost = formatDollars(facts.money.unsettledCostUsd);
  return {
    kind: 'unsettled-only',
    headline: `No result: ${plural(facts.unsettled, 'position')} still open at the end of the data.`,
    conclusion: `They cost ${cost} USD and their markets have no resolution, so nothing was won or lost yet.`,
  };
}

function conclusion(evidence: GameEvidence): Pick<Verdict, 'kind' | 'conclusion'> {
  const interval = evidence.totalInterval;
  if (!interval) {
    const why = `No interval (${evidence.missing ?? 'N/A'}): nothing can be concluded from this run.`;
    return { kind: 'too-few-games', conclusion: why };
  }
  const name = `The ${Math.round(interval.confidence * 100)} % interval of the total, ${formatRange(interval.low, interval.high)} USD,`;
  if (interval.low > 0) {
    return {
      kind: 'profit',
      conclusion: `${name} lies above 0: evidence of an edge in this data, as long as few other settings were tried.`,
    };
  }
  if (interval.high < 0) {
    return { kind: 'loss', conclusion: `${name} lies below 0: evidence that this loses money.` };
  }
  return { kind: 'no-evidence', conclusion: `${name} includes 0: no evidence of an edge.` };
}

/** The mean a game as text, for headlines: `-0.14 USD a game (-0.36 to +0.08)`. */
export function perGameText(evidence: GameEvidence): string {
  if (evidence.meanUsd === null) return 'N/A';
  const range = evidence.meanInterval;
  const mean = formatSigned(evidence.meanUsd);
  return range ? `${mean} (${formatRange(range.low, range.high)})` : `${mean} (${evidence.missing ?? 'N/A'})`;
}
