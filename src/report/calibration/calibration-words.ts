import type { CalibrationFinding, FindingKind } from '../../research/calibration/finding.js';
import { SIGNIFICANCE } from '../../research/calibration/finding.js';
import { formatCount, plural } from '../format.js';
import type { CalibrationGroup, CalibrationReport, CalibrationSource } from './calibration-report.js';

/** A difference of probabilities in points with its sign: `+1.3`. */
export const pointsText = (value: number): string => `${value > 0 ? '+' : ''}${(100 * value).toFixed(1)}`;

/** What is scored and when, in words. */
export const momentText = ({ moment, madeBy }: CalibrationSource): string =>
  moment === null ? '' : madeBy === undefined ? `price ${moment}` : moment;

/** A score: four digits, or two significant ones below a thousandth. */
export function scoreText(value: number): string {
  if (!Number.isFinite(value)) return 'infinite';
  const size = Math.abs(value);
  if (size >= 0.001 || size < 1e-12) return value.toFixed(4);
  return size >= 0.0001 ? value.toPrecision(2) : '< 0.0001';
}

/** A p-value. */
export const chanceText = (p: number): string => (p < 0.001 ? 'below 0.001' : p.toFixed(3));

export const FINDING_WORDS: Readonly<Record<FindingKind, string>> = {
  'too-few-games': 'too few games',
  'no-gross-bias': 'no gross bias',
  overconfident: 'overconfident',
  underconfident: 'underconfident',
  'yes-too-dear': 'YES too dear',
  'yes-too-cheap': 'YES too cheap',
  miscalibrated: 'miscalibrated',
};

const HEADLINES: Readonly<Record<FindingKind, string>> = {
  'too-few-games': 'Too few games to say',
  'no-gross-bias': 'No gross bias',
  overconfident: 'Overconfident: prices lie too far out',
  underconfident: 'Underconfident: prices lie too close to the middle',
  'yes-too-dear': 'YES is too dear',
  'yes-too-cheap': 'YES is too cheap',
  miscalibrated: 'Miscalibrated, in no simple direction',
};

type Judged = Pick<CalibrationReport, 'whole' | 'finding' | 'groups' | 'skill'>;

/** The groups whose evidence stands after allowing for all that were looked at. */
export const standOut = (groups: readonly CalibrationGroup[]): readonly CalibrationGroup[] =>
  groups.filter(({ finding }) => finding.kind !== 'no-gross-bias' && finding.kind !== 'too-few-games');

export function headline({ finding, groups }: Judged): string {
  const worst = standOut(groups);
  if (finding.kind !== 'no-gross-bias' || worst.length === 0) return HEADLINES[finding.kind];
  return `No gross bias on the whole, but ${listed(worst.map(groupWords))}`;
}

const PLACE: Readonly<Record<string, (name: string) => string>> = {
  sport: (name) => `in ${name}`,
  price: (name) => `at prices of ${name}`,
  spread: (name) => `where the spread is ${name}`,
  volume: (name) => `where ${name} was traded`,
  moment: (name) => `at ${name}`,
  'time left': (name) => `with ${name} left`,
  liquidity: (name) => `with ${name} at the ask`,
};

const groupWords = ({ by, name, finding }: CalibrationGroup): string =>
  `${FINDING_WORDS[finding.kind]} ${PLACE[by]?.(name) ?? name}`;

const listed = (words: readonly string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Three sentences: how far off, against what chance alone does, and what the groups add. */
export function conclusion(judged: Judged): string {
  return [levelSentence(judged), floorSentence(judged), skillSentence(judged), groupSentence(judged)]
    .filter((text) => text !== '')
    .join(' ');
}

/** What the forecasts know beyond the market's own price, in one sentence; empty without a mid. */
function skillSentence({ skill }: Judged): string {
  if (skill === null) return '';
  const { brier, brierMarket, brierSkill, difference } = skill;
  const test =
    difference === null ? '' : ` (difference a game p ${chanceText(difference.p)}, Diebold-Mariano)`;
  return `Against the market's own mid at the same moments: Brier score ${scoreText(brier)} against ${scoreText(brierMarket)}, skill ${(100 * brierSkill).toFixed(1)} %${test}.`;
}

function levelSentence({ whole }: Judged): string {
  const { value, interval } = whole.meanError;
  const range =
    interval === null ? '' : ` (95 % by game ${pointsText(interval.low)} to ${pointsText(interval.high)})`;
  return `Over ${plural(whole.games, 'game')}, YES came true ${(100 * whole.meanOutcome).toFixed(1)} % of the time at a mean forecast of ${(100 * whole.meanForecast).toFixed(1)} %: ${pointsText(value)} points${range}.`;
}

function floorSentence({ whole, finding }: Judged): string {
  if (finding.kind === 'too-few-games') return 'Any figure of so few games is mostly noise.';
  const { mcb } = whole.corp.brier;
  const { floor } = whole;
  const within = floor.miscalibrationP >= SIGNIFICANCE;
  return `Miscalibration is ${scoreText(mcb)}; calibrated forecasts of the same games show ${scoreText(floor.mcb.mean)} on average and up to ${scoreText(floor.mcb.q95)}, so this is ${within ? 'what chance alone does' : 'more than chance does'}.`;
}

function groupSentence({ groups, finding }: Judged): string {
  const judged = groups.filter((group) => group.finding.p !== null);
  if (judged.length === 0) return '';
  const worst = standOut(groups);
  const looked = plural(judged.length, 'group');
  if (worst.length === 0) return `None of the ${looked} that were looked at stands out.`;
  const also = finding.kind === 'no-gross-bias' ? '' : 'also ';
  return `Of ${looked}, allowing for the number of looks, ${also}${listed(worst.map(groupWords))}.`;
}

/** What the reader should know before using the figures. */
export function caveats(
  report: Omit<CalibrationReport, 'caveats' | 'headline' | 'conclusion'>,
): readonly string[] {
  const { whole, fractional, leftOut, source, weighting, groups } = report;
  const missing = Object.entries(leftOut).filter(([, count]) => count > 0);
  const smallest = whole.meanError.interval;
  return [
    ...(fractional.rows > 0
      ? [
          `${plural(fractional.rows, 'outcome')} of ${plural(fractional.games, 'game')} lay between 0 and 1 (50-50 resolutions). They are in no score: a binary score cannot count them, and rounding them would invent a winner.`,
        ]
      : []),
    ...(missing.length > 0
      ? [
          `Left out: ${missing.map(([reason, count]) => `${formatCount(count)} ${reason}`).join(', ')}. If what is missing differs from what is here, so does the truth.`,
        ]
      : []),
    ...(smallest !== null
      ? [
          `No bias found is not no bias: the mean error is known to ${((100 * (smallest.high - smallest.low)) / 2).toFixed(1)} points either way, and an edge after fees is often smaller.`,
        ]
      : []),
    ...(whole.logLoss.clipped > 0
      ? [
          `${plural(whole.logLoss.clipped, 'forecast')} of 0 or 1 moved by ${whole.logLoss.clip} for the log loss: where one of them missed, the log loss measures that constant.`,
        ]
      : []),
    ...((whole.cox?.excluded ?? 0) > 0
      ? [
          `${plural(whole.cox?.excluded ?? 0, 'forecast')} of 0 or 1 stay out of Cox's regression: they have no logit.`,
        ]
      : []),
    ...(source.input === 'confidence'
      ? [
          'A confidence score is no probability. It is scored here as if it were one, which is what sizing by it would take it for.',
        ]
      : []),
    ...(source.madeBy === undefined ? [] : ['YES here is the side that each decision was about.']),
    ...(source.madeBy !== undefined && source.moment?.includes('entry')
      ? [
          'Only decisions that entered are here: the strategy chose them, so this says how its entries did, not how it judges games. `--config FILE --at last-quote` asks it about every market.',
        ]
      : []),
    ...(source.moment?.includes('last quote')
      ? [
          'The last quote comes near the end of a game but is known only afterwards: markets are compared at like moments, and no strategy could have traded at this one.',
        ]
      : []),
    ...(source.moment?.includes('close')
      ? ['The closing price is a reference and was not executable; nothing is known of its spread.']
      : []),
    ...(groups.some(({ by }) => by === 'volume')
      ? ['Volume is that of the whole life of a market, known afterwards: it describes, it does not select.']
      : []),
    weighting === 'game'
      ? 'Each game weighs one, however many rows it has.'
      : 'Each row weighs one: games with more rows count for more.',
  ];
}

export const findingText = ({ kind, p }: CalibrationFinding): string =>
  p === null ? FINDING_WORDS[kind] : `${FINDING_WORDS[kind]} (p ${chanceText(p)})`;
