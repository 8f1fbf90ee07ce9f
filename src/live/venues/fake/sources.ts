import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { randomStream } from '../../../engine/random.js';
import type { MatchingSources } from './exchange/matching.js';
import { uuidFrom } from './wire/credentials.js';

/** Ids, hashes and chance of a venue: the same seed gives the same. */
export function venueSources(seed: string): MatchingSources {
  const stream = randomStream({ seed, strategy: 'fake-venue', market: '', purpose: 'matching' });
  let count = 0;
  const next = (): string => {
    count += 1;
    return bytesToHex(sha256(utf8ToBytes(`${seed} ${count}`)));
  };
  return {
    tradeId: () => uuidFrom(next()),
    hash: () => `0x${next()}`,
    chance: (share) => stream.uniform() < share,
  };
}
