import { formatCount, formatDollars, formatPercent, formatRange, formatSigned, plural } from './format.js';
import type { RunStatistics } from './run-statistics.js';

/** A figure beyond money, with what it means; in the order in which a report shows them. */
export interface StatisticsRow {
  readonly name: string;
  readonly value: string;
  readonly more: string;
}

/** A probability, without the roundness of 0 and 1. */
const chance = (p: number): string =>
  p < 0.001 ? 'below 0.1 %' : p > 0.999 ? 'above 99.9 %' : formatPercent(p);
const cents = (value: number): string => `${value > 0 ? '+' : ''}${value.toFixed(2)}c`;
const rangeOf = (interval: { readonly low: number; readonly high: number } | null): string =>
  interval === null ? 'too few games' : `95 % ${formatRange(interval.low, interval.high)}`;

/** Every figure that there is, as text. What is not known says so. */
export function statisticsRows(statistics: RunStatistics): readonly StatisticsRow[] {
  return [
    ...markOutRows(statistics),
    closingRow(statistics),
    ...heldRows(statistics),
    growthRow(statistics),
    ...statistics.skill.map((row) => ({
      name: `skill against the mid, ${row.sport}${row.period === null ? '' : ` period ${row.period}`}`,
      value: formatPercent(row.brierSkill),
      more: `Brier ${row.brier.toFixed(4)} against ${row.brierMarket.toFixed(4)}, MCB ${row.mcb.toFixed(4)}, DSC ${row.dsc.toFixed(4)}${row.p === null ? '' : `, p ${row.p.toFixed(3)} by game`}`,
    })),
    ...trackRows(statistics),
    ...drawdownRows(statistics),
    ...latencyRows(statistics),
    ...capacityRows(statistics),
  ];
}

function markOutRows({ markOuts, spreadShare }: RunStatistics): readonly StatisticsRow[] {
  const rows = markOuts.map(({ horizon, liquidity, fills, games, unmarked, meanCents, interval }) => ({
    name: `mark-out ${horizon}, ${liquidity}`,
    value: cents(meanCents),
    more: `${rangeOf(interval)}; ${plural(fills, 'fill')} of ${plural(games, 'game')}${unmarked === 0 ? '' : `, ${formatCount(unmarked)} without a fair mid`}`,
  }));
  const spread = {
    name: 'paid against the mid',
    value: formatPercent(spreadShare),
    more: 'of turnover, fees apart',
  };
  return rows.length === 0 ? [] : [...rows, spread];
}

function closingRow({ closingLine }: RunStatistics): StatisticsRow {
  const name = 'closing-line value';
  if (closingLine === null) {
    return { name, value: 'N/A', more: 'no entry before a known start; in play there is no one close' };
  }
  const { mean, interval, t, meanCents, entries, games } = closingLine;
  const range = interval && { low: 100 * interval.low, high: 100 * interval.high };
  return {
    name,
    value: formatPercent(mean),
    more: `${rangeOf(range)} %; ${cents(meanCents)}, t ${t.toFixed(2)}; ${plural(entries, 'entry', 'entries')} of ${plural(games, 'game')}`,
  };
}

function heldRows({ heldToSettlement: held }: RunStatistics): readonly StatisticsRow[] {
  if (held === null) return [];
  const { trades, actualUsd, heldUsd, differenceInterval } = held;
  return [
    {
      name: 'selling against holding, USD',
      value: formatSigned(actualUsd - heldUsd),
      more: `${rangeOf(differenceInterval)}; ${plural(trades, 'trade')} sold brought ${formatSigned(actualUsd)}, held to settlement ${formatSigned(heldUsd)}`,
    },
  ];
}

function growthRow({ growth }: RunStatistics): StatisticsRow {
  const name = 'log growth against its promise';
  if (growth === null) return { name, value: 'N/A', more: 'the strategy has no probability of its own' };
  const { realised, expected, z, p, entries } = growth;
  return {
    name,
    value: `z ${z.toFixed(2)}`,
    more: `${realised.toFixed(3)} held to settlement, ${expected.toFixed(3)} were its probabilities right; p ${p.toFixed(3)}, ${plural(entries, 'entry', 'entries')}`,
  };
}

function trackRows({ trackRecord: track, wildBootstrap: wild }: RunStatistics): readonly StatisticsRow[] {
  if (track === null) return [];
  const { games, sharpe, probabilistic, deflated, luckySharpe, trials, minimumGames } = track;
  const length =
    minimumGames === null
      ? 'never: it is not above 0'
      : `${plural(minimumGames, 'game')}, there are ${formatCount(games)}`;
  return [
    {
      name: 'PSR, Sharpe ratio above 0',
      value: chance(probabilistic),
      more: `Sharpe ratio ${sharpe.toFixed(3)} a game, not annualised`,
    },
    {
      name: 'DSR, above the luckiest',
      value: chance(deflated),
      more: `the best of ${plural(trials, 'setting')} tried on this data shows ${luckySharpe.toFixed(3)} by luck`,
    },
    {
      name: 'minimum track record',
      value: minimumGames === null ? 'none' : formatCount(minimumGames),
      more: length,
    },
    ...(wild === null
      ? []
      : [
          {
            name: 'wild bootstrap, mean of 0',
            value: `p ${wild.p.toFixed(3)}`,
            more: `few games: mean a game ${rangeOf(wild.interval)} USD over ${plural(wild.patterns, 'pattern')} of signs`,
          },
        ]),
  ];
}

function drawdownRows({ drawdown }: RunStatistics): readonly StatisticsRow[] {
  if (drawdown === null) return [];
  const guards = drawdown.reached.map(
    ({ part, probability }) => `${formatPercent(part)} ${chance(probability)}`,
  );
  return [
    {
      name: 'drawdown in another luck, USD',
      value: formatDollars(drawdown.medianUsd),
      more: `median over games drawn anew; 95 % below ${formatDollars(drawdown.q95Usd)}, 99 % below ${formatDollars(drawdown.q99Usd)}; chance of losing ${guards.join(', ')} of the capital`,
    },
  ];
}

function latencyRows({ latency }: RunStatistics): readonly StatisticsRow[] {
  return latency.map(({ extraMs, equityChangeUsd, fills }) => ({
    name: `with orders ${formatSeconds(extraMs / 1_000)} slower, USD`,
    value: formatSigned(equityChangeUsd),
    more: `change of equity with every message that much slower, each way; ${plural(fills, 'fill')}`,
  }));
}

const formatSeconds = (seconds: number): string => `${seconds} s`;

function capacityRows({ capacity }: RunStatistics): readonly StatisticsRow[] {
  const { entries, notRecorded, rows } = capacity;
  if (entries === 0) {
    return notRecorded === 0
      ? []
      : [
          {
            name: 'capacity by depth',
            value: 'not recorded',
            more: 'the data has no sizes: what larger orders would get is not known',
          },
        ];
  }
  return rows.map(({ multiple, filledShare, whole, extraCents }) => ({
    name: `capacity at ${multiple} times the size`,
    value: formatPercent(filledShare),
    more: `would have filled, ${formatCount(whole)} of ${formatCount(entries)} whole${extraCents === null ? '' : `, ${cents(extraCents)} a share dearer`}${notRecorded === 0 ? '' : `; ${formatCount(notRecorded)} without sizes`}`,
  }));
}
