/** Chance that nothing of an order's identity hangs on: lease holders, back-off jitter, nonces of encryption. */
export interface Entropy {
  bytes(count: number): Uint8Array;
}
