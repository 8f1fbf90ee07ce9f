import { formatCount, plural } from '../format.js';
import type { SweepReport } from './build-sweep-report.js';

type Figures = Pick<
  SweepReport,
  'rows' | 'ledgerTrials' | 'games' | 'days' | 'deflated' | 'overfitting' | 'superior' | 'stability'
>;

/** A ratio or a probability as text. */
export const ratioText = (value: number | null): string => (value === null ? 'N/A' : value.toFixed(3));
const chance = (value: number): string => value.toFixed(2);

/** Below this the best of the search is worse than the best of as many coin tosses. */
const LUCK = 0.5;
/** From here on luck alone is no good explanation. */
const CONVINCING = 0.95;

/** The sentences of a sweep: what the best is worth, in plain words. */
export function sweepWords(figures: Figures): Pick<SweepReport, 'headline' | 'conclusion'> {
  return {
    headline: headlineOf(figures),
    conclusion: [
      trialsText(figures),
      deflatedText(figures),
      overfittingText(figures),
      superiorText(figures),
      stabilityText(figures),
    ],
  };
}

/** Whether the best stands after the search is allowed for, and choosing it is no blind choice. */
export const isFind = ({ deflated, overfitting }: Pick<Figures, 'deflated' | 'overfitting'>): boolean =>
  'value' in deflated &&
  deflated.value.probability >= CONVINCING &&
  !('value' in overfitting && overfitting.value.probability >= LUCK);

function headlineOf(figures: Figures): string {
  const { rows, deflated } = figures;
  const [best] = rows;
  if (best === undefined || best.sharpe === null) return `None of ${plural(rows.length, 'trial')} traded`;
  const lead = `The best of ${plural(rows.length, 'trial')}: Sharpe ratio ${ratioText(best.sharpe)} a game`;
  if ('missing' in deflated) return `${lead}; no judgement on luck (${deflated.missing})`;
  const { probability } = deflated.value;
  const found = `${lead}, DSR ${chance(probability)}`;
  if (probability < LUCK) return `${found}: what luck alone would show`;
  if (probability < CONVINCING) return `${found}: luck is not ruled out`;
  return isFind(figures)
    ? `${found}: more than luck would show`
    : `${found}, but the choice does not carry over`;
}

function trialsText({ rows, ledgerTrials, games, days }: Figures): string {
  const before = ledgerTrials - rows.length;
  const others = before > 0 ? `, ${formatCount(before)} of them outside this sweep` : '';
  return `N is ${formatCount(ledgerTrials)}: every trial ever recorded on this data${others}. Judged on ${plural(games, 'game')} of ${plural(days, 'day')}.`;
}

function deflatedText({ deflated }: Figures): string {
  if ('missing' in deflated) return `Deflated Sharpe ratio ${deflated.missing}.`;
  const { probability, luckySharpe, trials } = deflated.value;
  return `The best of ${formatCount(trials)} trials without any edge would show ${ratioText(luckySharpe)} a game; the chance that the best here is truly above that is ${chance(probability)} (deflated Sharpe ratio).`;
}

function overfittingText({ overfitting }: Figures): string {
  if ('missing' in overfitting) return `Probability of overfitting ${overfitting.missing}.`;
  const { probability, lossProbability, splits } = overfitting.value;
  const meaning = overfittingMeaning(probability, lossProbability);
  return `Chosen on one half of the days, the best ranks in the lower half on the other in ${chance(probability)} of ${formatCount(splits)} splits (PBO) and loses money in ${chance(lossProbability)}: ${meaning}.`;
}

function overfittingMeaning(probability: number, lossProbability: number): string {
  if (probability >= LUCK) return 'choosing by this data is no better than choosing blindly';
  if (lossProbability >= LUCK) return 'what is chosen loses more often than not';
  return probability > 1 - CONVINCING ? 'the choice carries over in part' : 'the choice carries over';
}

function superiorText({ superior }: Figures): string {
  if ('missing' in superior) return `Superior ability ${superior.missing}.`;
  const { p, realityCheckP } = superior.value;
  const meaning =
    p < 1 - CONVINCING ? 'better than not trading' : 'no evidence that any is better than not trading';
  return `Allowing for the search, ${meaning}: p ${p.toFixed(3)} (Hansen's test of superior ability by day; reality check ${realityCheckP.toFixed(3)}).`;
}

function stabilityText({ stability }: Figures): string {
  if ('missing' in stability) return `Parameter stability ${stability.missing}.`;
  const { neighbours, bestSharpe, medianSharpe, profitable } = stability.value;
  const shape =
    medianSharpe >= bestSharpe / 2 && bestSharpe > 0 ? 'a plateau' : 'a spike, which seldom lasts';
  return `The ${neighbours} nearest trials have a median Sharpe ratio of ${ratioText(medianSharpe)} and ${profitable} of them made money: ${shape}.`;
}
