import { Command } from 'commander';
import { DEFAULT_STORE_PATH } from '../data/default-store-path.js';
import type { MoveGroup, PriceTrend } from '../research/price-trend.js';
import { numberIn } from './option-values.js';
import { withExamples } from './with-examples.js';

interface TrendOptions {
  readonly dataset: string;
  readonly db: string;
  readonly back: number;
  readonly gap: number;
  readonly ahead: number;
  readonly least: number;
  readonly json?: boolean;
}

/** `touchline trend`: do prices go on or turn back. */
export const trendCommand = (): Command =>
  withExamples(
    new Command('trend'),
    'trend --dataset polymarket-us-2026-07',
    'trend --dataset demo-season --back 5 --ahead 5 --gap 0.5 --json',
  )
    .description("does a favourite's price that moved go on or turn back, clustered by game")
    .requiredOption('--dataset <name>', 'the dataset that is measured')
    .option('--db <file>', 'the store', DEFAULT_STORE_PATH)
    .option('--back <minutes>', 'length of the move', numberIn({ above: 0 }), 10)
    .option('--gap <minutes>', 'between the move and what follows', numberIn({ from: 0 }), 2.5)
    .option('--ahead <minutes>', 'how long it is followed', numberIn({ above: 0 }), 10)
    .option('--least <usd>', 'smallest move that counts, dollars a share', numberIn({ from: 0 }), 0.02)
    .option('--json', 'print the result as JSON')
    .action(runTrend);

async function runTrend(options: TrendOptions): Promise<void> {
  const [{ openStore }, { loadTape }, { priceMoves }, { priceTrend }] = await Promise.all([
    import('../data/store.js'),
    import('../data/load-tape.js'),
    import('../runs/price-moves.js'),
    import('../research/price-trend.js'),
  ]);
  const { dataset, back, gap, ahead, least } = options;
  const store = await openStore(options.db, { mustExist: true });
  try {
    const tape = await loadTape(store, { dataset, includeInferredLabels: false });
    const trend = priceTrend(priceMoves(tape, { back, gap, ahead }), least);
    if (options.json) {
      const answer = { schema: 'touchline/trend/1', dataset, back, gap, ahead, least, ...trend };
      process.stdout.write(`${JSON.stringify(answer, null, 2)}\n`);
    } else await printTrend(trend);
  } finally {
    store.close();
  }
}

async function printTrend({ falls, rises, slope }: PriceTrend): Promise<void> {
  const [{ table }, { painter }, { formatNumber, formatRange }] = await Promise.all([
    import('../report/terminal-text.js'),
    import('../report/terminal-colour.js'),
    import('../report/format.js'),
  ]);
  const paint = painter(process.stdout.isTTY === true && process.env['NO_COLOR'] === undefined);
  const cents = (value: number): string => formatNumber(value * 100, 3);
  const row = (name: string, group: MoveGroup | null): readonly string[] => {
    if (group === null) return [name, '0', '0', 'N/A', 'N/A', 'N/A'];
    const { moves, games, meanPast, meanNext, interval } = group;
    const range = interval === null ? 'N/A' : formatRange(interval.low * 100, interval.high * 100);
    return [name, String(moves), String(games), cents(meanPast), cents(meanNext), range];
  };
  const head = ['the favourite', 'moves', 'games', 'moved, cents', 'then, cents', '95 % interval'];
  process.stdout.write(`${table(head, [row('fell', falls), row('rose', rises)], { paint, text: 1 })}\n`);
  if (slope === null) return;
  const { estimate, interval } = slope;
  const range =
    interval === null ? '' : ` (${formatNumber(interval.low, 3)} to ${formatNumber(interval.high, 3)})`;
  const said =
    interval === null || (interval.low < 0 && interval.high > 0)
      ? 'no evidence either way'
      : estimate < 0
        ? 'moves turn back'
        : 'moves go on';
  process.stdout.write(`\nslope ${formatNumber(estimate, 3)}${range}: ${said}\n`);
}
