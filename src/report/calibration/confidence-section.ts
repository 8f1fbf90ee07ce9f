import type { ConfidenceDecile, ConfidenceDeciles } from '../../research/calibration/confidence-deciles.js';
import { decileChart } from '../charts/decile-chart.js';
import { renderSvg } from '../charts/render-svg.js';
import { formatCount } from '../format.js';
import { type Markup, markup, NOTHING } from '../html/markup.js';
import { themedSvg } from '../html/themed-svg.js';
import { minus } from '../html/verdict-section.js';
import type { CalibrationReport, ConfidenceReport } from './calibration-report.js';
import { chanceText } from './calibration-words.js';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** One sentence on whether more confidence brought more. */
export function confidenceSentence({ held, traded }: ConfidenceReport): string {
  const told = (of: ConfidenceDeciles, what: string): string => {
    if (of.correlation === null) return `${what} confidence does not vary.`;
    const { value, p } = of.correlation;
    const meaning =
      p < 0.05 ? (value > 0 ? 'more brought more' : 'more brought less') : 'no sign that more brings more';
    return `${what} correlation of confidence with gain ${value.toFixed(3)} (p ${chanceText(p)} by shuffled games): ${meaning}.`;
  };
  const parts = [told(held, 'Held to settlement:'), ...(traded === null ? [] : [told(traded, 'As traded:')])];
  return parts.join(' ');
}

/** Confidence against gain, in tenths: of all decisions as if held, and of the trades that were made. */
export async function confidenceSection({ confidence }: CalibrationReport): Promise<Markup> {
  if (confidence === null) return NOTHING;
  const { held, traded } = confidence;
  const parts = [
    await decilePart(held, 'Bought at the decision and held to settlement'),
    ...(traded === null ? [] : [await decilePart(traded, 'As traded')]),
  ];
  return markup`<section><h2>Does more confidence bring more?</h2><p>${minus(confidenceSentence(confidence))}</p>
<p class="note">Decisions in tenths of confidence, ties kept together: gain on a dollar paid in, fee included, with its 95 % interval by game. The grey bar is where the mean lies when confidence says nothing: ${formatCount(held.shuffles)} shuffles that swap whole games.</p>${parts}</section>`;
}

async function decilePart({ deciles }: ConfidenceDeciles, title: string): Promise<Markup> {
  const bars = deciles.map(({ from, to, games, gain, floor }) => ({
    name: rangeText(from, to),
    games,
    value: gain.value,
    low: gain.interval?.low ?? null,
    high: gain.interval?.high ?? null,
    floorLow: floor.low,
    floorHigh: floor.high,
  }));
  const svg = await renderSvg(decileChart(bars, { width: 620 }));
  return markup`<h3>${title}</h3>${themedSvg(svg, `${title}: gain by confidence`)}
<div class="scroll"><table><tr><th>confidence</th><th class="n">decisions</th><th class="n">games</th><th class="n">side paid</th><th class="n">gain</th><th class="n">95 % by game</th><th class="n">if it said nothing</th></tr>${deciles.map(decileRow)}</table></div>`;
}

const rangeText = (from: number, to: number): string =>
  from === to ? from.toFixed(3) : `${from.toFixed(3)} to ${to.toFixed(3)}`;

function decileRow({ from, to, rows, games, winRate, gain, floor }: ConfidenceDecile): Markup {
  const { interval } = gain;
  const range = interval === null ? 'N/A' : `${percent(interval.low)} to ${percent(interval.high)}`;
  const cells = [
    formatCount(rows),
    formatCount(games),
    percent(winRate.value),
    percent(gain.value),
    range,
    `${percent(floor.low)} to ${percent(floor.high)}`,
  ];
  return markup`<tr><td class="t">${rangeText(from, to)}</td>${cells.map((cell) => markup`<td class="n">${minus(cell)}</td>`)}</tr>`;
}
