import { plural } from '../format.js';
import { type Paint, painter, plainText } from '../terminal-colour.js';
import { table, wrap } from '../terminal-text.js';
import type { CalibrationReport } from './calibration-report.js';
import { FINDING_WORDS, momentText, pointsText, scoreText, standOut } from './calibration-words.js';
import { confidenceSentence } from './confidence-section.js';
import { scoreRows, testRows } from './figure-rows.js';

/** The report as a screenful of text. */
export function calibrationToText(
  report: CalibrationReport,
  options: { readonly colour: boolean; readonly width: number },
): string {
  const paint = painter(options.colour);
  const width = Math.max(60, Math.min(options.width, 110));
  const { source, whole } = report;
  const moment = source.moment === null ? '' : `, ${momentText(source)}`;
  const good = report.finding.kind === 'no-gross-bias' && standOut(report.groups).length === 0;
  return [
    `${paint('bold', plainText(source.name))}${moment}\n${paint('dim', `${plural(whole.rows, 'forecast')} of ${plural(whole.games, 'game')}`)}`,
    [
      ...wrap(report.headline, width).map((line) => paint('bold', paint(good ? 'green' : 'yellow', line))),
      ...wrap(report.conclusion, width),
    ].join('\n'),
    [
      paint('bold', 'Read with care'),
      ...report.caveats.flatMap((text) =>
        wrap(text, width - 4).map((line, i) =>
          i === 0 ? `  ${paint('yellow', '!')} ${line}` : `    ${line}`,
        ),
      ),
    ].join('\n'),
    scoreTable(report, paint),
    testTable(report, paint),
    groupTable(report, paint),
    confidenceTable(report, paint),
    recalibrationText(report),
  ]
    .filter((block) => block !== '')
    .join('\n\n');
}

const scoreTable = ({ whole }: CalibrationReport, paint: Paint): string =>
  table(
    ['figure', 'observed', 'if calibrated', '95 % below'],
    scoreRows(whole).map(({ name, value, mean, q95 }) => [name, value, mean, q95]),
    { paint, text: 1 },
  );

const testTable = ({ whole }: CalibrationReport, paint: Paint): string =>
  table(
    ['test', 'value', 'p by game', 'p naive'],
    testRows(whole).map(({ name, value, clustered, naive }) => [name, value, clustered, paint('dim', naive)]),
    { paint, text: 1 },
  );

function groupTable({ groups }: CalibrationReport, paint: Paint): string {
  if (groups.length === 0) return '';
  return table(
    ['group', 'games', 'Brier', 'MCB', 'floor', 'mean error', '95 % by game', 'finding'],
    groups.map((group) => {
      const { assessment, finding } = group;
      const { value, interval } = assessment.meanError;
      const words = FINDING_WORDS[finding.kind];
      return [
        `${group.by} ${plainText(group.name)}`,
        String(assessment.games),
        scoreText(assessment.brier),
        scoreText(assessment.corp.brier.mcb),
        scoreText(assessment.floor.mcb.q95),
        pointsText(value),
        interval === null ? '' : `${pointsText(interval.low)} to ${pointsText(interval.high)}`,
        standOut([group]).length > 0 ? paint('red', words) : paint('dim', words),
      ];
    }),
    { paint, text: 1, last: true },
  );
}

function confidenceTable({ confidence }: CalibrationReport, paint: Paint): string {
  if (confidence === null) return '';
  const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
  const { held, traded } = confidence;
  const rows = (traded ?? held).deciles.map(({ from, to, games, gain, floor }) => [
    `${from.toFixed(3)} to ${to.toFixed(3)}`,
    String(games),
    percent(gain.value),
    gain.interval === null ? 'N/A' : `${percent(gain.interval.low)} to ${percent(gain.interval.high)}`,
    `${percent(floor.low)} to ${percent(floor.high)}`,
  ]);
  const head = ['confidence', 'games', 'gain a dollar', '95 % by game', 'if it said nothing'];
  return `${table(head, rows, { paint, text: 1 })}\n${confidenceSentence(confidence)}`;
}

const recalibrationText = ({ recalibration: trial }: CalibrationReport): string =>
  trial === null
    ? ''
    : `Recalibration (${trial.method}), fitted before ${trial.cutOff}: Brier ${scoreText(trial.brierBefore)} to ${scoreText(trial.brierAfter)} on ${plural(trial.triedGames, 'later game')}\nKept in ${trial.file}`;
