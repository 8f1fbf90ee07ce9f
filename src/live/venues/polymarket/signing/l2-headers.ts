import { createHmac } from 'node:crypto';

/** Credentials of the API: belong to the key that signs orders. Secrets: never logged, never stored in clear. */
export interface ApiCredentials {
  readonly key: string;
  /** Base64, of either alphabet. */
  readonly secret: string;
  readonly passphrase: string;
}

/** What is authenticated. */
export interface AuthenticatedRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without the query. */
  readonly path: string;
  /** Exactly the bytes that are sent; `null` = none. */
  readonly body: string | null;
}

/** Headers of a private request: HMAC-SHA256 over time, method, path and body. */
export function l2Headers(
  request: AuthenticatedRequest,
  by: { readonly signer: string; readonly credentials: ApiCredentials; readonly atSeconds: number },
): Readonly<Record<string, string>> {
  const { credentials, signer, atSeconds } = by;
  const message = `${atSeconds}${request.method}${request.path}${request.body ?? ''}`;
  const signature = createHmac('sha256', Buffer.from(credentials.secret, 'base64'))
    .update(message, 'utf8')
    .digest('base64')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
  return {
    POLY_ADDRESS: signer,
    POLY_SIGNATURE: signature,
    POLY_TIMESTAMP: String(atSeconds),
    POLY_API_KEY: credentials.key,
    POLY_PASSPHRASE: credentials.passphrase,
  };
}
