import type { FunnelRow, RunCounts } from '../engine/run-result.js';
import { formatCount, formatPercent, plural } from './format.js';

/** Why the run traded as much as it did, told from the entry gates and the counts. */
export function funnelSentence(funnel: readonly FunnelRow[], counts: RunCounts): string {
  const gates = funnel.filter((row) => row.action === 'enter' || row.action === 'quote');
  const first = gates[0];
  if (!first || first.reached === 0) {
    return `No decision to enter was ever taken up in ${plural(counts.events, 'event')}: nothing in the data called the strategy.`;
  }
  const through = gates.at(-1)?.passed ?? 0;
  const head = `${plural(first.reached, 'entry decision')}, ${formatCount(through)} through every gate.`;
  return [head, tightest(gates), loneBlocker(gates), orderFate(funnel, counts)]
    .filter((part) => part !== '')
    .join(' ');
}

/** The gate that let the smallest part through, or the one at which nothing was left. */
function tightest(gates: readonly FunnelRow[]): string {
  const judged = gates.filter((row) => row.reached > 0 && row.passed < row.reached);
  const [hardest] = [...judged].sort((a, b) => a.passed / a.reached - b.passed / b.reached);
  if (!hardest) return 'No gate stopped anything.';
  if (hardest.passed === 0) {
    return `All of them stop at ${hardest.gate}: 0 of the ${formatCount(hardest.reached)} that reach it pass.`;
  }
  const share = formatPercent(hardest.passed / hardest.reached);
  return `The tightest gate is ${hardest.gate}: ${formatCount(hardest.passed)} of ${formatCount(hardest.reached)} pass (${share}).`;
}

function loneBlocker(gates: readonly FunnelRow[]): string {
  const [alone] = [...gates].sort((a, b) => b.blockedAlone - a.blockedAlone);
  if (!alone || alone.blockedAlone === 0) return '';
  return `Gate ${alone.gate} by itself stopped ${plural(alone.blockedAlone, 'decision')} that every other gate let through.`;
}

function orderFate(funnel: readonly FunnelRow[], counts: RunCounts): string {
  if (counts.orders === 0) return 'No order was placed.';
  const controls = funnel.filter((row) => row.action === 'order');
  const stopped = (controls[0]?.reached ?? 0) - (controls.at(-1)?.passed ?? 0);
  if (stopped > 0 && counts.fills === 0)
    return `Risk controls stopped ${plural(stopped, 'order')}; none filled.`;
  const rejected = counts.rejected === 0 ? '' : ` (${formatCount(counts.rejected)} rejected)`;
  return `${plural(counts.orders, 'order')}${rejected} led to ${plural(counts.fills, 'fill')}.`;
}
