import type { Micros } from '../../engine/units.js';
import { isoTime, plural } from '../format.js';
import { painter, plainText } from '../terminal-colour.js';
import { wrap } from '../terminal-text.js';
import type { LeakFinding, LeakReport } from './leak-report.js';

const HEADLINES = {
  'no-leak-found': 'No leak found.',
  leak: 'It uses what it could not have known.',
  suspicious: 'It knows more than prices say: look for what it reads.',
  'nothing-shown': 'It never traded here, so nothing is shown.',
} as const;
const MARKS = { pass: 'pass', leak: 'LEAK', suspicious: 'SUSPICIOUS', 'not-run': 'not run' } as const;

/** The verdicts as a screenful of text. */
export function leakToText(
  report: LeakReport,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const paint = painter(options.colour);
  const width = Math.max(60, Math.min(options.width, 110));
  const { strategy, dataset, verdict, checks, fills, runs } = report;
  const tone = (of: LeakFinding['verdict']) =>
    of === 'pass' ? 'green' : of === 'not-run' ? 'yellow' : 'red';
  const rows = checks.flatMap((each) => {
    const mark = paint(tone(each.verdict), MARKS[each.verdict].padEnd(11));
    const where = each.at === null ? '' : `first at ${whereText(each.at)}`;
    const more = [each.said, where].filter((text) => text !== '').join('; ');
    return [
      `${mark}${each.check.padEnd(16)} ${each.wanted}`,
      ...(more === '' ? [] : wrap(more, width - 28).map((line) => `${' '.repeat(28)}${line}`)),
    ];
  });
  return [
    `${paint('bold', `${strategy.name} ${strategy.version}`)} on ${plainText(dataset)}: ${plural(runs, 'replay')}, ${plural(fills, 'fill')} of the first`,
    paint('bold', paint(verdict === 'no-leak-found' ? 'green' : 'red', HEADLINES[verdict])),
    rows.join('\n'),
  ].join('\n\n');
}

const whereText = ({ time, market, what }: NonNullable<LeakFinding['at']>): string =>
  `${isoTime(time as Micros)} in ${plainText(market)} (${what})`;

/** The report as `touchline leak-check --json` prints it. */
export const leakToJson = (report: LeakReport) => ({
  schema: 'touchline/leak-check/1',
  ...report,
  checks: report.checks.map((each) => ({
    ...each,
    at: each.at && { ...each.at, time: isoTime(each.at.time as Micros) },
  })),
});
