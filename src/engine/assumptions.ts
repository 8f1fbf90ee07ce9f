import { assertNever } from './assert.js';
import { EventKind } from './events.js';
import type { KernelOptions } from './kernel-options.js';
import type { FeeRule } from './simulation/fees/fee-rule.js';
import type { LatencyOptions } from './simulation/latency.js';
import type { QueueModel } from './simulation/queue-position.js';
import type { TapeFacts } from './tape-facts.js';
import { formatPrice, formatShares } from './units.js';

function queueSentence(model: QueueModel): string {
  switch (model) {
    case 'front':
      return 'HOPEFUL FILLS: a resting order stands before all others at its price, and a touch fills it.';
    case 'proportional':
      return 'A resting order queues behind what rested at its price; cancels move it up in proportion.';
    case 'back':
      return 'A resting order queues behind what rested at its price; only trades move it up.';
    default:
      return assertNever(model);
  }
}

function latencySentence(latency: LatencyOptions): string {
  switch (latency.kind) {
    case 'sampled':
      return `Each message takes its own time: ${latency.minimumMs} ms and an exponential draw, ${latency.meanMs} ms on average.`;
    case 'data':
      return `Messages take ${latency.factor} times what the market's last event took, at least ${latency.minimumMs} ms.`;
    default: {
      const { entryMs, cancelMs, responseMs } = latency;
      return `Orders take ${entryMs} ms to the venue, cancels ${cancelMs} ms, answers ${responseMs} ms back.`;
    }
  }
}

/**
 * What a run took for granted where the data does not say, one sentence each, the heaviest first. They
 * stand at the head of every report.
 */
export function assumptionsOf(
  facts: TapeFacts,
  options: Pick<KernelOptions, 'venue'>,
  feeRules: readonly FeeRule[],
): readonly string[] {
  const { venue } = options;
  const { kinds, inferred, hasSizes } = facts;
  const rows: string[] = [];
  if (venue.syntheticHalfSpread !== null && kinds.has(EventKind.pricePoint)) {
    rows.push(
      `SYNTHETIC QUOTES: reference prices were made executable at -/+ ${formatPrice(venue.syntheticHalfSpread)}; no book was recorded.`,
    );
  }
  if (inferred > 0) {
    rows.push(`${inferred} outcomes are inferred from prices, not said by the venue: they are biased.`);
  }
  if (kinds.has(EventKind.quote)) {
    rows.push(
      hasSizes
        ? 'Orders fill at the recorded touch, up to the recorded size, which is taken once a quote.'
        : `Sizes are not recorded: an order fills at the touch, at most ${formatShares(venue.quoteSizeCap)} shares a side and quote.`,
    );
  }
  if (kinds.has(EventKind.bookSnapshot)) {
    rows.push(
      'Orders walk the recorded levels; what they took is gone until the record says the level is smaller.',
    );
  }
  rows.push(queueSentence(venue.queueModel));
  rows.push(latencySentence(venue.latency));
  rows.push(`A quote older than ${venue.staleAfterMs / 1000} s is not executable; nor is a crossed one.`);
  if (venue.failedFills) {
    const { probability, afterMs } = venue.failedFills;
    rows.push(`${probability * 100} % of matched trades fail and are taken back after ${afterMs / 1000} s.`);
  }
  rows.push(venue.makerRebates ? 'Maker rebates are credited.' : 'Maker rebates are not credited.');
  for (const rule of feeRules) {
    const note = rule.note ?? (rule.certain ? null : 'the rule of that time is not known for sure');
    const remark = note === null ? '' : ` ${rule.certain ? 'Note' : 'UNCERTAIN'}: ${note}.`;
    rows.push(`Fees: ${rule.venue}, ${rule.name}: ${rule.formula}.${remark}`);
  }
  rows.push('Holdings are valued at the last bid that was heard for their side.');
  return rows;
}
