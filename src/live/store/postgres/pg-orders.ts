import type { Micros } from '../../../engine/units.js';
import type { Intent, NewIntent } from '../../orders/intent.js';
import { TRANSITIONS } from '../../orders/intent-state.js';
import type { VenueFill } from '../../orders/venue-fill.js';
import type {
  Admission,
  AdmissionLimits,
  Fence,
  FillAnswer,
  JournalLine,
  Transition,
  TransitionAnswer,
} from '../live-store.js';
import { changedIntent, unknownIntent, unknownSession } from '../rules/broken-promise.js';
import { fillNotional } from '../rules/fill-value.js';
import { admissionWindows, judgeAdmission } from '../rules/judge-admission.js';
import { fillMessage, intentMessage } from '../rules/outbox-message.js';
import { fillPosting } from '../rules/postings.js';
import { type FillStep, stepFill } from '../rules/step-fill.js';
import {
  type AdmissionRow,
  admissionFacts,
  fillIntent,
  getFill,
  getIntent,
  getIntentByVenueOrder,
  INTENT_FIELDS,
  insertIntent,
  moveIntent,
  putFill,
  requestCancel,
} from '../sql/order-queries.js';
import { writeJournal } from './pg-journal.js';
import { post, resettle } from './pg-money.js';
import { endWith, type Transaction } from './transactions.js';

export interface AdmissionRequest {
  readonly intent: NewIntent;
  readonly limits: AdmissionLimits;
  readonly journal: readonly JournalLine[];
  readonly dayStart: Micros;
}

/** Under the fence's lock: of all who ask at once, each sees what the one before it wrote. */
export async function admitIntent(
  tx: Transaction,
  { account, epoch }: Fence,
  request: AdmissionRequest,
): Promise<Admission> {
  const { intent, limits, journal } = request;
  const facts = await readFacts(tx, account, request);
  if (facts.known) return endWith({ kind: 'known' });
  const verdict = judgeAdmission(intent, limits, facts);
  if (verdict.kind !== 'admitted') return endWith(verdict);
  if (facts.twin !== null) throw changedIntent(intent.id, facts.twin);
  if (facts.session === null) throw unknownSession(intent.session, account);
  if (journal.length > 0) await writeJournal(tx, { account, epoch, session: intent.session }, journal);
  const message = intentMessage(intent, { from: null, to: 'planned', reason: null });
  const values = INTENT_FIELDS.map(([, field]) => intent[field]);
  await tx.run(insertIntent, [...values, epoch, message.payload]);
  return verdict;
}

async function readFacts(
  tx: Transaction,
  account: string,
  { intent, limits, dayStart }: AdmissionRequest,
): Promise<AdmissionRow> {
  const { minute, hour, repeat } = admissionWindows(intent, limits);
  const [facts] = await tx.run(admissionFacts, [
    account,
    intent.strategy,
    intent.market,
    intent.game,
    dayStart,
    minute,
    hour,
    repeat,
    intent.instrument,
    intent.side,
    intent.limit,
    intent.size,
    intent.id,
    intent.venueOrderId,
    intent.session,
    intent.orderId,
  ]);
  if (facts === undefined) throw unknownIntent(intent.id, account);
  return facts;
}

async function ownIntent(tx: Transaction, account: string, id: string): Promise<Intent> {
  const [intent] = await tx.run(getIntent, [id]);
  if (intent === undefined || intent.account !== account) throw unknownIntent(id, account);
  return intent;
}

export async function moveOn(
  tx: Transaction,
  { account, epoch }: Fence,
  { intent: id, to, reason, at }: Transition,
): Promise<TransitionAnswer> {
  const intent = await ownIntent(tx, account, id);
  const from = intent.state;
  if (from === to) return endWith({ kind: 'same' });
  if (!TRANSITIONS[from].includes(to)) return endWith({ kind: 'illegal', from });
  await tx.run(moveIntent, [id, epoch, to, reason, at, intentMessage(intent, { from, to, reason }).payload]);
  return { kind: 'moved', from };
}

export async function askToCancel(
  tx: Transaction,
  { account, epoch }: Fence,
  cancel: { readonly intent: string; readonly at: Micros },
): Promise<void> {
  await ownIntent(tx, account, cancel.intent);
  await tx.run(requestCancel, [cancel.intent, epoch, cancel.at]);
}

/** Fill, order, ledger and outbox together. */
export async function hearFill(
  tx: Transaction,
  fence: Fence,
  { fill, at }: { readonly fill: VenueFill; readonly at: Micros },
): Promise<FillAnswer> {
  const [intent] = await tx.run(getIntentByVenueOrder, [fill.venueOrderId]);
  if (intent === undefined || intent.account !== fence.account) return endWith({ kind: 'foreign' });
  const [known] = await tx.run(getFill, [fill.tradeId, fill.venueOrderId]);
  const step = stepFill(intent, known ?? null, fill);
  if (step.kind === 'duplicate') return endWith(step);
  if (step.kind !== 'recorded') return endWith({ ...step, intent: intent.id });
  await keepFill(tx, fence, { intent, fill, at, step });
  const [after] = await tx.run(getIntent, [intent.id]);
  return { kind: 'recorded', intent: after ?? intent, change: step.change, before: step.before };
}

async function keepFill(
  tx: Transaction,
  { account, epoch }: Fence,
  heard: {
    readonly intent: Intent;
    readonly fill: VenueFill;
    readonly at: Micros;
    readonly step: Extract<FillStep, { readonly kind: 'recorded' }>;
  },
): Promise<void> {
  const { intent, fill, at, step } = heard;
  const where = { account, epoch, at };
  await tx.run(putFill, [
    fill.tradeId,
    fill.venueOrderId,
    intent.id,
    account,
    epoch,
    fill.instrument,
    fill.side,
    fill.price,
    fill.size,
    fillNotional(fill),
    fill.fee,
    fill.liquidity,
    fill.status,
    fill.venueTime,
    at,
  ]);
  if (step.change === 'new') await post(tx, where, fillPosting(fill, false));
  if (step.change === 'failed' && step.before !== null) await post(tx, where, fillPosting(fill, true));
  if (step.change !== 'status') await resettle(tx, where, intent.market);
  const message = fillMessage(intent, fill, step.before);
  await tx.run(fillIntent, [intent.id, epoch, step.filled, step.state, at, message.payload]);
}
