import { type BacktestOptions, runBacktest } from '../../engine/backtest.js';
import type { RunResult } from '../../engine/run-result.js';
import type { Tape } from '../../engine/tape.js';
import { MICROS_PER_DAY } from '../../engine/units.js';
import type { LeakFinding, LeakReport } from '../../report/leak/leak-report.js';
import { foresight } from '../../research/foresight.js';
import { markFills } from '../mark-fills.js';
import type { PreparedRun } from '../prepare-run.js';
import { optionsFor } from '../run-inputs.js';
import { type Deed, deedsOfRun, firstDifference } from './run-history.js';
import { cutAfter, flipOutcomes, renameMarkets, resolutionRows, shiftTime } from './tape-surgery.js';

const SHIFT_DAYS = 7;
const SHUFFLES = 2_000;

interface LeakRequest {
  readonly run: PreparedRun;
  /** How many instants outcomes are turned round from, and the tape is cut at. */
  readonly cuts: number;
  readonly onStep?: (step: string) => void;
}

/** A run that can be made again on another tape, with a fresh strategy each time. */
interface Bench {
  readonly tape: Tape;
  readonly whole: RunResult;
  readonly deeds: readonly Deed[];
  readonly request: LeakRequest;
  readonly again: (tape: Tape) => RunResult;
}

/**
 * Runs a strategy on tapes on which it must decide the same, and says where it did not: outcomes turned round and the
 * future cut off, the same tape twice, other names, another week. Last, whether its entries know more of the
 * outcomes than any price could.
 */
export function leakCheck(
  tape: Tape,
  request: LeakRequest,
): Pick<LeakReport, 'checks' | 'verdict' | 'fills' | 'runs'> {
  const { run } = request;
  let runs = 0;
  const again = (on: Tape): RunResult => {
    runs += 1;
    return runBacktest(on, optionsFor(on, run));
  };
  const whole = again(tape);
  const bench: Bench = { tape, whole, deeds: deedsOfRun(whole), request, again };
  const checks = [repeat, outcomeFlip, truncation, timeShift, renamed, shuffledLabels].map((check) =>
    check(bench),
  );
  const { fills } = whole.counts;
  const worst = checks.some(({ verdict }) => verdict === 'leak')
    ? 'leak'
    : checks.some(({ verdict }) => verdict === 'suspicious')
      ? 'suspicious'
      : fills === 0
        ? 'nothing-shown'
        : 'no-leak-found';
  return { checks, verdict: worst, fills, runs };
}

const WORDS = {
  repeat: 'the same tape twice decides the same',
  'outcome-flip': 'no decision changes before the first outcome that is turned round',
  truncation: 'no decision changes when what follows it is cut off',
  'time-shift': 'the same games a week later, or a week earlier, decide the same',
  renamed: 'the same games under other names decide the same',
  'shuffled-labels': 'entries know no more of the outcomes than a price could',
} as const;

type CheckName = keyof typeof WORDS;

function finding(
  bench: Bench,
  check: CheckName,
  result: Omit<LeakFinding, 'check' | 'wanted' | 'at'> & { readonly deed?: Deed | null },
): LeakFinding {
  const { deed = null, ...rest } = result;
  const { catalog } = bench.tape;
  const at =
    deed === null
      ? null
      : {
          time: deed.time,
          market: catalog.markets[deed.market]?.slug ?? '',
          what: deed.what.split(' ')[0] ?? '',
        };
  return { check, wanted: WORDS[check], at, ...rest };
}

/** `leak` with the first deed that differs, else `pass`. */
function judged(
  bench: Bench,
  check: CheckName,
  told: { readonly deed: Deed | null; readonly looks: number; readonly leak: string },
): LeakFinding {
  const { deed, looks, leak } = told;
  return deed === null
    ? finding(bench, check, { verdict: 'pass', looks, said: '' })
    : finding(bench, check, { verdict: 'leak', looks, said: leak, deed });
}

function repeat(bench: Bench): LeakFinding {
  const deed = firstDifference(bench.deeds, deedsOfRun(bench.again(bench.tape)));
  return judged(bench, 'repeat', {
    deed,
    looks: 1,
    leak: 'it decides otherwise the second time: it uses a clock, a random number or what an earlier run left behind',
  });
}

/** Outcomes from each of several places on are turned round; nothing may differ before the first of them. */
function outcomeFlip(bench: Bench): LeakFinding {
  bench.request.onStep?.('turning outcomes round');
  const rows = resolutionRows(bench.tape);
  const places = spread(rows.length, bench.request.cuts);
  for (const place of places) {
    const flipped = bench.again(flipOutcomes(bench.tape, rows.slice(place)));
    const before = (bench.tape.localTime[rows[place] ?? 0] ?? 0) - 1;
    const deed = firstDifference(bench.deeds, deedsOfRun(flipped), before);
    if (deed !== null) {
      return judged(bench, 'outcome-flip', {
        deed,
        looks: places.length,
        leak: 'it decides by an outcome before that was told',
      });
    }
  }
  const none = { verdict: 'not-run' as const, looks: 0, said: 'the data has no outcome' };
  return places.length === 0
    ? finding(bench, 'outcome-flip', none)
    : judged(bench, 'outcome-flip', { deed: null, looks: places.length, leak: '' });
}

function truncation(bench: Bench): LeakFinding {
  bench.request.onStep?.('cutting the future off');
  const { tape, request } = bench;
  const places = spread(tape.length, request.cuts + 1).slice(1);
  for (const place of places) {
    const time = tape.localTime[place] ?? 0;
    const deed = firstDifference(bench.deeds, deedsOfRun(bench.again(cutAfter(tape, time))), time);
    if (deed !== null) {
      return judged(bench, 'truncation', {
        deed,
        looks: places.length,
        leak: 'it decides otherwise when the data ends sooner',
      });
    }
  }
  return judged(bench, 'truncation', { deed: null, looks: places.length, leak: '' });
}

/** Fees and rules are dated, so one week can differ honestly where a rule changed; both ways is a strategy that knows the date. */
function timeShift(bench: Bench): LeakFinding {
  bench.request.onStep?.('another week');
  let deed: Deed | null = null;
  for (const days of [SHIFT_DAYS, -SHIFT_DAYS]) {
    const micros = days * MICROS_PER_DAY;
    deed = firstDifference(bench.deeds, deedsOfRun(bench.again(shiftTime(bench.tape, micros)), micros));
    if (deed === null) break;
  }
  return judged(bench, 'time-shift', {
    deed,
    looks: 2,
    leak: 'it decides by the date: it knows something of these days that their prices do not say, or its rules and fees changed on both sides of them',
  });
}

function renamed(bench: Bench): LeakFinding {
  bench.request.onStep?.('other names');
  const { config } = bench.request.run;
  if (Object.keys(config.markets).length > 0) {
    return finding(bench, 'renamed', {
      verdict: 'not-run',
      looks: 0,
      said: 'the configuration has settings for markets by name',
    });
  }
  return judged(bench, 'renamed', {
    deed: firstDifference(bench.deeds, deedsOfRun(bench.again(renameMarkets(bench.tape)))),
    looks: 1,
    leak: 'it decides by the name of a market or game: from a list of results, it would; random numbers drawn by market would do it too',
  });
}

/** What entries gain over the mid, against the same entries with outcomes drawn by that mid. */
function shuffledLabels(bench: Bench): LeakFinding {
  bench.request.onStep?.('shuffling labels');
  const { tape, whole, request } = bench;
  const options: BacktestOptions = optionsFor(tape, request.run);
  const { fills, payouts } = markFills(tape, { result: whole, options });
  const own = whole.fills.filter((fill) => fill.side === fill.order.side);
  const rows = fills.flatMap(({ game, side, opens, marks }, i) => {
    const mid = marks['at once'] ?? null;
    const payout = payouts[own[i]?.market ?? -1] ?? null;
    if (!opens || mid === null || payout === null) return [];
    return [side === 'buy' ? { game, mid, outcome: payout } : { game, mid: 1 - mid, outcome: 1 - payout }];
  });
  const found = foresight(rows, SHUFFLES);
  if (found === null)
    return finding(bench, 'shuffled-labels', {
      verdict: 'not-run',
      looks: 0,
      said: 'no entry has both a fair mid and an outcome',
    });
  const { advantage, p, entries, games } = found;
  const points = `${advantage > 0 ? '+' : ''}${(100 * advantage).toFixed(1)} points a share over the mid on ${entries} entries of ${games} games (p ${p.toFixed(4)} against outcomes drawn by the mids)`;
  return finding(bench, 'shuffled-labels', {
    verdict: found.tooGood ? 'suspicious' : 'pass',
    looks: SHUFFLES,
    said: points,
  });
}

/** Places that part a length evenly, the first of them 0. */
const spread = (length: number, count: number): readonly number[] =>
  length === 0 ? [] : [...new Set(Array.from({ length: count }, (_, i) => Math.floor((i * length) / count)))];
