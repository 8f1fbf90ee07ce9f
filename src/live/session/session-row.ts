import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Ports } from '../ports/ports.js';
import type { SessionRow } from '../store/live-store.js';
import type { SessionSetup } from './session-options.js';

/** A session that begins now: its id is 16 random hex digits behind its start, so that ids sort by time. */
export function sessionRow(setup: SessionSetup, ports: Pick<Ports, 'clock' | 'entropy'>): SessionRow {
  const { account, mode, document, buildHash } = setup;
  const { name, version } = setup.strategy();
  const startedAt = ports.clock.now();
  return {
    id: `${startedAt.toString(16)}-${bytesToHex(ports.entropy.bytes(4))}`,
    account,
    mode,
    strategy: name,
    strategyVersion: version,
    document,
    documentHash: bytesToHex(sha256(utf8ToBytes(`${document}\n${buildHash}\n${name} ${version}`))),
    buildHash,
    startedAt,
    endedAt: null,
    endReason: null,
  };
}
