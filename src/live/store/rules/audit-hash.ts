import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { AuditRow } from '../live-store.js';

/** What the first link of the audit chain follows on. */
export const AUDIT_GENESIS = '0'.repeat(64);

const field = (text: string): string => `${utf8ToBytes(text).length}:${text}`;

/** Hash of a row of the audit, over the hash of the row before it: 64 hex digits. Each text with its length in bytes. */
export const auditHash = (before: string, row: AuditRow): string =>
  bytesToHex(
    sha256(utf8ToBytes(`${before}|${row.at}|${field(row.actor)}|${field(row.action)}|${field(row.detail)}`)),
  );
