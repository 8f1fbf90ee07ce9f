import { TouchlineError } from '../../engine/errors.js';
import type { GameSpan } from './game-spans.js';
import type { WindowPlan } from './walk-forward-file.js';

/** One step: games that are learned from, and games that the choice is tried on. */
export interface Window {
  readonly train: readonly GameSpan[];
  readonly test: readonly GameSpan[];
  /** Games of the training days that overlap a game of the test in time: they are in neither. */
  readonly purged: number;
}

/**
 * Cuts the days with games into windows. Games of one day stay together; days of the embargo lie between training
 * and test; a game of the training that was not settled before the first game of the test began is purged. Every day
 * after the first training is tested once.
 *
 * @throws DATA_WINDOWS when there are too few days for one window.
 */
export function planWindows(games: readonly GameSpan[], plan: WindowPlan): readonly Window[] {
  const { kind, trainDays, testDays, embargoDays } = plan;
  const days = [...new Set(games.map(({ day }) => day))].sort();
  const first = trainDays + embargoDays;
  if (days.length <= first) {
    throw new TouchlineError('DATA_WINDOWS', `${days.length} days with games are too few for one window`, {
      where: { trainDays, embargoDays, testDays },
      hint: `wanted ${first + 1} or more: shorten trainDays, or select more data`,
    });
  }
  const windows: Window[] = [];
  for (let start = first; start < days.length; start += testDays) {
    const of = (part: readonly string[]): readonly GameSpan[] => {
      const wanted = new Set(part);
      return games.filter(({ day }) => wanted.has(day));
    };
    const test = of(days.slice(start, start + testDays));
    const learned = of(days.slice(kind === 'anchored' ? 0 : start - first, start - embargoDays));
    const begins = Math.min(...test.map(({ from }) => from));
    const train = learned.filter(({ to }) => to < begins);
    windows.push({ train, test, purged: learned.length - train.length });
  }
  return windows;
}
