import type { BacktestReport } from './backtest-report.js';
import {
  certificateSection,
  configSection,
  coverageSection,
  decisionSection,
  tradeSection,
} from './html/detail-sections.js';
import { funnelSection } from './html/funnel-section.js';
import { markup, trusted } from './html/markup.js';
import { PAGE_STYLE } from './html/page-style.js';
import {
  bracketSection,
  costSection,
  equitySection,
  feeSection,
  gameSection,
  shapeSection,
} from './html/result-sections.js';
import { statisticsSection } from './html/statistics-section.js';
import {
  alarmSection,
  assumptionSection,
  pageHeader,
  verdictSection,
  warningSection,
} from './html/verdict-section.js';

/**
 * The report as one HTML file: style and charts inline, no script, no request. Whatever came from a venue is
 * escaped. The order is the reader's: verdict, doubts, assumptions, why, then the figures.
 */
export async function renderHtml(report: BacktestReport): Promise<string> {
  const [funnel, equity, games, costs, bracket, statistics, shape] = await Promise.all([
    funnelSection(report),
    equitySection(report),
    gameSection(report),
    costSection(report),
    bracketSection(report),
    statisticsSection(report),
    shapeSection(report),
  ]);
  const page = markup`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${report.strategy.name}: ${report.verdict.headline}</title><style>${trusted(PAGE_STYLE)}</style></head>
<body><main>${alarmSection(report)}${pageHeader(report)}${verdictSection(report)}${warningSection(report)}${assumptionSection(report)}
${funnel}${equity}${games}${statistics}${costs}${bracket}${shape}${tradeSection(report)}${decisionSection(report)}${feeSection(report)}
${coverageSection(report)}${configSection(report)}${certificateSection(report)}</main></body></html>
`;
  return page.text;
}
