/** Who trades, public parts only. */
export interface SigningAccount {
  /** Address of the key that signs; authenticates every private request. */
  readonly signer: string;
  /** Address of the wallet that holds the money; the signer itself for a plain key. */
  readonly funder: string;
  /** 0 plain key, 1 proxy, 2 Gnosis safe, 3 deposit wallet (ERC-1271). */
  readonly signatureType: 0 | 1 | 2 | 3;
}
