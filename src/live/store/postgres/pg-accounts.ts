import { MICROS_PER_MILLISECOND, type Micros, type Usd } from '../../../engine/units.js';
import type { AccountRow, Fence, LeaseAnswer, SessionRow } from '../live-store.js';
import { changedSession, unknownAccount } from '../rules/broken-promise.js';
import { capitalPosting } from '../rules/postings.js';
import {
  insertAccount,
  lockAccount,
  lockFence,
  lockLeader,
  setLeader,
  shareFence,
} from '../sql/account-queries.js';
import { getSession, insertSession } from '../sql/session-queries.js';
import { post } from './pg-money.js';
import { endWith, type Transaction } from './transactions.js';

export async function createAccount(
  tx: Transaction,
  row: AccountRow,
  deposit: Usd,
): Promise<{ readonly kind: 'written' | 'exists' }> {
  const { name, venue, mode, funder, signer, signatureType, armed, createdAt } = row;
  const made = await tx.run(insertAccount, [
    name,
    venue,
    mode,
    funder,
    signer,
    signatureType,
    armed,
    createdAt,
  ]);
  if (made.length === 0) return endWith({ kind: 'exists' });
  await post(tx, { account: name, epoch: null, at: createdAt }, capitalPosting('deposit', deposit, name));
  return { kind: 'written' };
}

export interface LeaseRequest {
  readonly account: string;
  readonly holder: string;
  readonly now: Micros;
  readonly ttlMs: number;
}

/** Grants a higher epoch than all before, once every transaction of the last one has ended. */
export async function grantLease(tx: Transaction, request: LeaseRequest): Promise<LeaseAnswer> {
  const { account, holder, now, ttlMs } = request;
  if ((await tx.run(lockAccount, [account])).length === 0) throw unknownAccount(account);
  const [lease] = await tx.run(lockLeader, [account]);
  if (lease?.holder != null && lease.holder !== holder && lease.expiresAt > now) {
    return endWith({ kind: 'held', holder: lease.holder, expiresAt: lease.expiresAt });
  }
  const epoch = (lease?.epoch ?? 0) + 1;
  const expiresAt = (now + ttlMs * MICROS_PER_MILLISECOND) as Micros;
  await tx.run(setLeader, [account, epoch, holder, expiresAt]);
  return { kind: 'leader', fence: { account, epoch }, expiresAt };
}

/** `exclusive`: the account's transactions run one after another; `shared`: only a change of leader waits. */
export async function checkFence(
  tx: Transaction,
  { account, epoch }: Fence,
  lock: 'exclusive' | 'shared',
): Promise<void> {
  const [current] = await tx.run(lock === 'exclusive' ? lockFence : shareFence, [account]);
  if (current?.epoch !== epoch) endWith({ kind: 'stale-epoch' });
}

export async function startSession(
  tx: Transaction,
  { account, epoch }: Fence,
  row: SessionRow,
): Promise<void> {
  const made = await tx.run(insertSession, [
    row.id,
    account,
    epoch,
    row.mode,
    row.strategy,
    row.strategyVersion,
    row.document,
    row.documentHash,
    row.buildHash,
    row.startedAt,
    row.endedAt,
    row.endReason,
  ]);
  if (made.length > 0) return;
  const [known] = await tx.run(getSession, [row.id]);
  const wanted = { ...row, account };
  const fields = Object.keys(wanted) as (keyof SessionRow)[];
  if (fields.some((field) => known?.[field] !== wanted[field])) throw changedSession(row.id);
}
