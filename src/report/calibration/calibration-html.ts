import type { ForecastBin } from '../../research/calibration/binned-error.js';
import { wilsonInterval } from '../../research/proportion-interval.js';
import { groupErrorChart } from '../charts/group-error-chart.js';
import { reliabilityChart } from '../charts/reliability-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { formatCount, plural } from '../format.js';
import { type Markup, markup, NOTHING, trusted } from '../html/markup.js';
import { PAGE_STYLE } from '../html/page-style.js';
import { themedSvg } from '../html/themed-svg.js';
import { minus } from '../html/verdict-section.js';
import type { CalibrationGroup, CalibrationReport } from './calibration-report.js';
import {
  chanceText,
  FINDING_WORDS,
  findingText,
  momentText,
  pointsText,
  scoreText,
  standOut,
} from './calibration-words.js';
import { confidenceSection } from './confidence-section.js';
import { scoreRows, testRows } from './figure-rows.js';

const DIAGRAM = 430;
const STYLE = `${PAGE_STYLE}
.reading{display:grid;grid-template-columns:minmax(0,auto) minmax(260px,1fr);gap:8px 36px;align-items:start}
.reading .chart{margin-top:4px}
.reading dl{margin:10px 0 0;font-size:14px}
.reading dt{font-weight:600;margin-top:12px}
.reading dd{margin:2px 0 0;color:var(--muted)}
.key{display:inline-block;width:22px;height:0;border-top:3px solid var(--accent);vertical-align:middle;margin-right:8px}
.key.band{height:12px;border:0;background:var(--soft)}
.key.line{border-top:2px dashed var(--muted)}
.key.bars{height:10px;border:0;background:var(--muted);opacity:.55}
.tight th,.tight td{padding-right:10px}
@media (min-width:720px){.tiles{grid-template-columns:repeat(3,minmax(0,1fr))}}
@media (max-width:820px){.reading{grid-template-columns:minmax(0,1fr)}}`;

/** The calibration report as one HTML file: no script, no request; every name is escaped. */
export async function calibrationToHtml(report: CalibrationReport): Promise<string> {
  const [diagram, groups, confidence] = await Promise.all([
    diagramSection(report),
    groupSections(report),
    confidenceSection(report),
  ]);
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Calibration of ${report.source.name}: ${report.headline}</title><style>${trusted(STYLE)}</style></head>
<body><main>${header(report)}${verdict(report)}${caveatSection(report)}${diagram}${confidence}${figureSection(report)}${groups}${binSection(report)}${recalibrationSection(report)}${provenance(report)}</main></body></html>
`;
  return page.text;
}

function header({ source, whole, generatedWith }: CalibrationReport): Markup {
  const moment = source.moment === null ? '' : `${momentText(source)}; `;
  return markup`<header><div><div class="name">Calibration of ${source.name}</div>
<div class="sub">${moment}${plural(whole.rows, 'forecast')} of ${plural(whole.games, 'game')}</div></div>
<div class="brand">touchline ${generatedWith}</div></header>`;
}

function verdict(report: CalibrationReport): Markup {
  const { whole, finding } = report;
  const tone =
    finding.kind === 'no-gross-bias' && standOut(report.groups).length === 0 ? 'verdict-profit' : '';
  const { brier } = whole.corp;
  const { floor, meanError, cox } = whole;
  const interval = meanError.interval;
  const tiles: readonly (readonly [string, string])[] = [
    [scoreText(whole.brier), `Brier score; ${scoreText(floor.brier.mean)} if calibrated`],
    [scoreText(brier.mcb), `miscalibration; up to ${scoreText(floor.mcb.q95)} by chance`],
    [scoreText(brier.dsc), `discrimination of ${scoreText(brier.unc)} uncertainty`],
    [scoreText(whole.binned.ece), `ECE, 10 bins; up to ${scoreText(floor.ece.q95)} by chance`],
    [
      `${pointsText(meanError.value)} points`,
      interval === null
        ? 'mean error'
        : `mean error; 95 % ${pointsText(interval.low)} to ${pointsText(interval.high)}`,
    ],
    [
      cox === null ? 'N/A' : cox.slope.toFixed(2),
      cox === null
        ? 'Cox slope: no finite fit'
        : `Cox slope ± ${(1.96 * cox.clusteredErrors[1]).toFixed(2)}; 1 is calibrated`,
    ],
  ];
  return markup`<div class="verdict ${tone}"><h1>${report.headline}</h1><p>${minus(report.conclusion)}</p>
<div class="tiles">${tiles.map(([figure, label]) => markup`<div class="tile"><b>${minus(figure)}</b><span>${minus(label)}</span></div>`)}</div></div>`;
}

const caveatSection = ({ caveats }: CalibrationReport): Markup =>
  markup`<section class="warnings"><h2>Read with care</h2><ul>${caveats.map((text) => markup`<li>${minus(text)}</li>`)}</ul></section>`;

async function diagramSection({ whole, resamples }: CalibrationReport): Promise<Markup> {
  const svg = await renderSvg(
    reliabilityChart(
      { steps: whole.corp.steps, consistency: whole.consistency, histogram: whole.histogram },
      { size: DIAGRAM },
    ),
  );
  const level = `${(100 * whole.consistency.level).toFixed(0)} %`;
  return markup`<section><h2>What was said and what came true</h2>
<div class="reading">${themedSvg(svg, 'Reliability diagram')}<dl>
<dt><span class="key"></span>The curve</dt><dd>The share of YES that came true at each forecast, by isotonic regression: no bins to choose. A dot marks each level, its size the weight behind it.</dd>
<dt><span class="key band"></span>The band</dt><dd>Where this curve lies for calibrated forecasts of these very games, at each point in ${level} of ${formatCount(resamples)} redraws of whole games. A curve that stays inside shows no miscalibration.</dd>
<dt><span class="key line"></span>The diagonal</dt><dd>Said and true agree. Below it, YES came true less often than said; above it, more often. Flatter than it: too extreme. Steeper: too timid.</dd>
<dt><span class="key bars"></span>The strip</dt><dd>How many forecasts there are at each level. Where there are few, the band is wide and the curve means little.</dd></dl></div></section>`;
}

function figureSection({ whole }: CalibrationReport): Markup {
  const scores = scoreRows(whole).map(
    (row) =>
      markup`<tr><td>${row.name}</td><td class="n">${minus(row.value)}</td><td class="n">${row.mean}</td><td class="n">${row.q95}</td><td class="muted">${row.meaning}</td></tr>`,
  );
  const tests = testRows(whole).map(
    (row) =>
      markup`<tr><td>${row.name}</td><td class="n">${minus(row.value)}</td><td class="n">${row.clustered}</td><td class="n muted">${row.naive}</td><td class="muted">${row.meaning}</td></tr>`,
  );
  return markup`<section><h2>The figures beside their noise floor</h2>
<p class="note">Calibrated forecasts do not score zero: with finitely many games every error figure is above it by chance. The floor is what redraws of these games show when each forecast is exactly right.</p>
<div class="scroll"><table><tr><th>figure</th><th class="n">observed</th><th class="n">floor, mean</th><th class="n">floor, 95 % below</th><th>meaning</th></tr>${scores}</table></div>
<h3>Tests</h3><p class="note">The p-value to read is the one by game. The naive one takes every row for independent evidence and is shown to be distrusted.</p>
<div class="scroll"><table><tr><th>test</th><th class="n">value</th><th class="n">p by game</th><th class="n">p naive</th><th>meaning</th></tr>${tests}</table></div></section>`;
}

const TITLES: Readonly<Record<string, string>> = {
  sport: 'By sport',
  price: 'By price',
  spread: 'By spread',
  volume: 'By volume traded',
  moment: 'By moment',
  'time left': 'By time left',
  liquidity: 'By shares at the ask',
};

function groupSections({ groups, groupResamples }: CalibrationReport): Promise<readonly Markup[]> {
  const dimensions = [...new Set(groups.map(({ by }) => by))];
  return Promise.all(
    dimensions.map(async (by) => {
      const members = groups.filter((group) => group.by === by);
      const svg = await renderSvg(groupErrorChart(members.map(errorOf), { width: 620 }));
      return markup`<section><h2>${TITLES[by] ?? by}</h2>
<p class="note">Mean error with its 95 % interval by game; red where the evidence stands after allowing for all groups on this page (Holm). Grey beside MCB and ECE is the floor: 95 % of ${formatCount(groupResamples)} redraws of calibrated games lie below. Spread and age of the quote are medians.</p>
${themedSvg(svg, `Mean error ${TITLES[by]?.toLowerCase() ?? by}`)}${groupTable(members)}</section>`;
    }),
  );
}

const errorOf = (group: CalibrationGroup) => {
  const { value, interval } = group.assessment.meanError;
  return {
    name: group.name,
    games: group.assessment.games,
    value,
    low: interval?.low ?? null,
    high: interval?.high ?? null,
    standsOut: standOut([group]).length > 0,
  };
};

function groupTable(groups: readonly CalibrationGroup[]): Markup {
  const quoted = groups.some(({ spread }) => spread !== null);
  const sloped = groups.some(({ scope }) => scope === 'all');
  const columns = ['rows', 'games', 'forecast', 'came true', 'Brier', 'log loss', 'MCB, floor', 'ECE, floor'];
  const more = [...(sloped ? ['Cox slope'] : []), ...(quoted ? ['spread', 'age'] : [])];
  return markup`<div class="scroll"><table class="tight"><tr><th></th><th>finding</th>${[...columns, ...more].map((name) => markup`<th class="n">${name}</th>`)}</tr>${groups.map((group) => groupRow(group, { quoted, sloped }))}</table></div>`;
}

function groupRow(
  { name, assessment, finding, spread, ageSeconds }: CalibrationGroup,
  { quoted, sloped }: { readonly quoted: boolean; readonly sloped: boolean },
): Markup {
  const { corp, floor, cox } = assessment;
  const beside = (value: number, q95: number): Markup =>
    markup`${minus(scoreText(value))} <span class="muted">${scoreText(q95)}</span>`;
  const slope = cox === null ? '' : `${cox.slope.toFixed(2)} ± ${(1.96 * cox.clusteredErrors[1]).toFixed(2)}`;
  const cells: readonly (Markup | string)[] = [
    formatCount(assessment.rows),
    formatCount(assessment.games),
    percent(assessment.meanForecast),
    percent(assessment.meanOutcome),
    scoreText(assessment.brier),
    scoreText(assessment.logLoss.logLoss),
    beside(corp.brier.mcb, floor.mcb.q95),
    beside(assessment.binned.ece, floor.ece.q95),
    ...(sloped ? [slope] : []),
    ...(quoted ? [spread === null ? '' : `${(100 * spread).toFixed(1)}c`, age(ageSeconds)] : []),
  ];
  return markup`<tr><td class="t">${name}</td><td class="t"><span class="pill${pillTone(finding.kind)}" title="${findingText(finding)}">${FINDING_WORDS[finding.kind]}</span></td>${cells.map((cell) => markup`<td class="n">${cell}</td>`)}</tr>`;
}

const age = (seconds: number | null): string => (seconds === null ? '' : `${seconds.toFixed(0)} s`);

const pillTone = (kind: CalibrationGroup['finding']['kind']): string =>
  kind === 'no-gross-bias' ? ' yes' : kind === 'too-few-games' ? '' : ' no';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

function binSection({ whole }: CalibrationReport): Markup {
  return markup`<section><h2>Ten bins of equal width</h2>
<p class="note">The familiar table; secondary to the curve above, because it depends on the bins. Wilson's 95 % interval with the games of the bin as its trials.</p>
<div class="scroll"><table><tr><th>forecasts</th><th class="n">rows</th><th class="n">mean forecast</th><th class="n">came true</th><th class="n">95 % interval</th><th></th></tr>${whole.bins.map(binRow)}</table></div></section>`;
}

function binRow(bin: ForecastBin): Markup {
  const { low, high } = wilsonInterval(bin.outcome * bin.size, bin.size);
  const inside = bin.forecast >= low && bin.forecast <= high;
  return markup`<tr><td class="t">${percent(bin.low)} to ${percent(bin.high)}</td><td class="n">${formatCount(bin.rows)}</td><td class="n">${percent(bin.forecast)}</td><td class="n">${percent(bin.outcome)}</td><td class="n">${percent(low)} to ${percent(high)}</td><td class="${inside ? 'muted' : 'loss'}">${inside ? 'holds the forecast' : 'does not hold the forecast'}</td></tr>`;
}

function recalibrationSection({ recalibration: trial }: CalibrationReport): Markup {
  if (trial === null) return NOTHING;
  const { difference } = trial;
  const test =
    difference === null
      ? ''
      : ` Difference a game ${difference.mean > 0 ? '+' : ''}${scoreText(difference.mean)}, p ${chanceText(difference.p)} (Diebold-Mariano by game).`;
  return markup`<section><h2>Recalibration: ${trial.method}</h2>
<p>Fitted on ${plural(trial.fittedRows, 'forecast')} of ${plural(trial.fittedGames, 'game')} settled before ${trial.cutOff}, tried on ${plural(trial.triedRows, 'forecast')} of ${plural(trial.triedGames, 'game')} made after it: Brier score ${scoreText(trial.brierBefore)} before, ${scoreText(trial.brierAfter)} after.${minus(test)}</p>
<p class="note">Kept in ${trial.file}. It is refused for games that began before its cut-off.</p></section>`;
}

function provenance(report: CalibrationReport): Markup {
  const { source, seed, resamples, groupResamples, clip, weighting } = report;
  const rows: readonly (readonly [string, string])[] = [
    ['Source', source.name],
    ['SHA-256', source.hash],
    ['Forecast and moment', source.moment ?? 'as in the file'],
    ['Recalibrated by', source.recalibratedBy ?? 'nothing'],
    ['Weight', weighting === 'game' ? 'one a game' : 'one a row'],
    [
      'Redraws',
      `${formatCount(resamples)} of the whole, ${formatCount(groupResamples)} of a group, seed ${seed}`,
    ],
    ['Clip of the log loss', String(clip)],
  ];
  return markup`<section><h2>Where this comes from</h2><table>${rows.map(([name, value]) => markup`<tr><td>${name}</td><td><code>${value}</code></td></tr>`)}</table></section>`;
}
