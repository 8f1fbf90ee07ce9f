import type { DeskContext } from './desk-context.js';
import type { DeskReport } from './desk-report.js';
import type { NewIntent } from './intent.js';

/**
 * Tells the kernel of one of its orders. An order of an earlier session is none of its own: what still happens to
 * one changes the account under the kernel, which then only watches until it is started anew.
 */
export function tellKernel(
  context: DeskContext,
  intent: Pick<NewIntent, 'session' | 'id'>,
  report: DeskReport,
): void {
  if (intent.session === context.session) {
    context.report(report);
    return;
  }
  if (report.kind !== 'fill' && report.kind !== 'void') return;
  const detail = `order ${intent.id} of an earlier session was ${report.kind === 'fill' ? 'filled' : 'undone'}`;
  context.alert({ severity: 'warning', topic: 'earlier-session', detail });
  context.gate.observeOnly(`${detail}: stop and start again to take it over`);
}
