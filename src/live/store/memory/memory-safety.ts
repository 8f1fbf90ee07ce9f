import type { AuditRow, KillRow } from '../live-store.js';
import { AUDIT_GENESIS, auditHash } from '../rules/audit-hash.js';

/** What is stopped, and the chained log of what people did. */
export class MemorySafety {
  #kills: KillRow[] = [];
  readonly #audit: { readonly row: AuditRow; readonly hash: string }[] = [];

  kill(row: KillRow): void {
    const { account, strategy, reason } = row;
    this.log({
      at: row.at,
      actor: row.by,
      action: 'kill',
      detail: JSON.stringify({ account, strategy, reason }),
    });
    const stopped = this.#kills.some((kill) => kill.account === account && kill.strategy === strategy);
    if (!stopped) this.#kills.push({ ...row });
  }

  rearm(account: string | null, row: AuditRow): void {
    this.log(row);
    this.#kills = this.#kills.filter((kill) => kill.account !== account);
  }

  kills(): readonly KillRow[] {
    return [...this.#kills];
  }

  /** Why an account's strategy may not add risk; `null` = nothing stops it. */
  reason(account: string, strategy: string): string | null {
    const kill = this.#kills.find(
      (row) =>
        (row.account === null || row.account === account) &&
        (row.strategy === null || row.strategy === strategy),
    );
    return kill?.reason ?? null;
  }

  log(row: AuditRow): void {
    const before = this.#audit.at(-1)?.hash ?? AUDIT_GENESIS;
    this.#audit.push({ row: { ...row }, hash: auditHash(before, row) });
  }

  brokenLinks(): readonly number[] {
    return this.#audit.flatMap(({ row, hash }, index) =>
      auditHash(this.#audit[index - 1]?.hash ?? AUDIT_GENESIS, row) === hash ? [] : [index + 1],
    );
  }
}
