import { BOOTSTRAP_CLUSTERS } from '../research/game-interval.js';
import { MINIMUM_CLUSTERS } from '../research/interval.js';
import type { CostRow, FillBracketSummary, GameEvidence, GameRow, ReportMoney } from './backtest-report.js';
import { formatCount, formatDollars, formatDuration, formatPercent, formatSigned, plural } from './format.js';
import type { CoverageSummary, ReportInput } from './report-input.js';

/** How many of the reasons for rejection a warning names. */
const REASONS_TOLD = 3;

/** A reason to doubt the result. */
export interface Warning {
  readonly code: string;
  readonly text: string;
}

interface WarningFacts {
  readonly input: ReportInput;
  readonly bracket: FillBracketSummary | null;
  readonly money: ReportMoney;
  readonly perGame: GameEvidence;
  readonly byGame: readonly GameRow[];
  readonly costSensitivity: readonly CostRow[];
}

/** Every reason to doubt the result, the gravest first. */
export function warnings(facts: WarningFacts): readonly Warning[] {
  return [
    ...(facts.input.notices ?? []).map((text) => ({ code: 'notice', text })),
    ...madeUp(facts.input),
    ...inferredLabels(facts.input),
    ...unsettled(facts),
    ...fewGames(facts.perGame),
    ...oneGame(facts),
    ...bracketed(facts.bracket),
    ...fragile(facts.costSensitivity),
    ...searched(facts),
    ...rejections(facts.input),
    ...coverageWarnings(facts.input.coverage),
  ];
}

const when = (condition: boolean, code: string, text: () => string): readonly Warning[] =>
  condition ? [{ code, text: text() }] : [];

function madeUp({ result: { catalog } }: ReportInput): readonly Warning[] {
  return when(
    catalog.markets.length > 0 && catalog.markets.every(({ venue }) => venue === 'synthetic'),
    'made-up-games',
    () => 'These games and prices are made up: a result on them says nothing about real markets.',
  );
}

function inferredLabels({ result }: ReportInput): readonly Warning[] {
  const held = result.settlements.filter((row) => row.position !== 0);
  const inferred = held.filter((row) => row.label === 'inferred').length;
  return when(
    inferred > 0,
    'inferred-labels',
    () =>
      `${formatCount(inferred)} of ${plural(held.length, 'settlement')} used an outcome inferred from prices, not told by the venue. Such labels favour the favourite.`,
  );
}

function unsettled({ input, money }: WarningFacts): readonly Warning[] {
  const count = input.result.counts.unsettled;
  return when(
    count > 0,
    'unsettled',
    () =>
      `${plural(count, 'position')} had no resolution and ${count === 1 ? 'is' : 'are'} left out of the result: cost ${formatDollars(money.unsettledCostUsd)} USD, last mark ${formatDollars(money.unsettledMarkUsd)} USD.`,
  );
}

function fewGames({ games }: GameEvidence): readonly Warning[] {
  if (games === 0 || games >= BOOTSTRAP_CLUSTERS) return [];
  const text =
    games < MINIMUM_CLUSTERS
      ? `Only ${plural(games, 'game')} with a trade: no interval is given below ${MINIMUM_CLUSTERS}.`
      : `Only ${plural(games, 'game')} with a trade: the interval rests on Student's t and can be far off for skew results.`;
  return [{ code: 'few-games', text }];
}

function oneGame({ byGame, money }: WarningFacts): readonly Warning[] {
  const [largest] = [...byGame].sort((a, b) => Math.abs(b.pnlUsd) - Math.abs(a.pnlUsd));
  if (!largest || byGame.length < MINIMUM_CLUSTERS || money.pnlUsd === 0) return [];
  const without = money.pnlUsd - largest.pnlUsd;
  return when(
    Math.sign(without) !== Math.sign(money.pnlUsd),
    'one-game',
    () =>
      `One game decides the sign: without ${largest.game} (${formatSigned(largest.pnlUsd)} USD) the result is ${formatSigned(without)} USD.`,
  );
}

function bracketed(bracket: FillBracketSummary | null): readonly Warning[] {
  return when(bracket?.signDepends ?? false, 'fill-model', () => {
    const rows = bracket?.rows.map(
      ({ queueModel, equityChangeUsd }) => `${queueModel} ${formatSigned(equityChangeUsd)}`,
    );
    return `Whether this made money hangs on where its resting orders stood in the queue: ${rows?.join(', ')} USD.`;
  });
}

function fragile(costs: readonly CostRow[]): readonly Warning[] {
  const base = costs.find((row) => row.cents === 0);
  const flip = costs.find((row) => row.totalUsd <= 0);
  return when(
    base !== undefined && base.totalUsd > 0 && flip !== undefined,
    'cost',
    () =>
      `The profit is gone when every fill is ${plural(flip?.cents ?? 0, 'cent')} a share worse (${formatSigned(flip?.totalUsd ?? 0)} USD).`,
  );
}

/** A profit that the best of as many settings without an edge would show too. */
function searched({ input: { statistics }, money }: WarningFacts): readonly Warning[] {
  const track = statistics?.trackRecord ?? null;
  return when(
    track !== null && track.trials > 1 && money.pnlUsd > 0 && track.deflated < 0.95,
    'searched',
    () =>
      `${plural(track?.trials ?? 0, 'setting')} were tried on this data: the chance that this one is better than the luckiest without an edge is ${formatPercent(track?.deflated ?? 0)} (DSR).`,
  );
}

function rejections({ result }: ReportInput): readonly Warning[] {
  const { orders, rejected } = result.counts;
  return when(
    rejected > 0 && rejected >= orders / 10,
    'rejected',
    () =>
      `${formatCount(rejected)} of ${plural(orders, 'order')} were rejected (${formatPercent(rejected / orders)})${mostOften(result.orders)}.`,
  );
}

/** Why orders were rejected, the commonest reasons first; the figures of a limit, after its colon, are left out. */
function mostOften(orders: ReportInput['result']['orders']): string {
  const counts = new Map<string, number>();
  for (const order of orders) {
    if (order.state !== 'rejected') continue;
    const reason = order.reason?.split(':')[0] ?? 'no reason given';
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([, left], [, right]) => right - left).slice(0, REASONS_TOLD);
  const told = ranked.map(([reason, count]) => `${reason} ${formatCount(count)}`);
  return told.length === 0 ? '' : `: ${told.join(', ')}`;
}

function coverageWarnings({ requested, present, gaps, thinMarkets }: CoverageSummary): readonly Warning[] {
  const missing = requested.markets === null ? 0 : requested.markets - present.markets;
  const lost = gaps.reduce((sum, gap) => sum + (gap.to - gap.from), 0);
  return [
    ...when(
      missing > 0,
      'missing-markets',
      () => `${plural(missing, 'market')} of ${formatCount(requested.markets ?? 0)} asked for have no data.`,
    ),
    ...when(
      gaps.length > 0,
      'gaps',
      () =>
        `${plural(gaps.length, 'gap')} in the data, ${formatDuration(lost)} together. Nothing fills inside a gap.`,
    ),
    ...when(
      thinMarkets.length > 0,
      'thin-markets',
      () => `${plural(thinMarkets.length, 'market')} with too few quotes to tell much.`,
    ),
  ];
}
