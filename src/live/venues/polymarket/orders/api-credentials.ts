import { TouchlineError } from '../../../../engine/errors.js';
import type { Ports } from '../../../ports/ports.js';
import type { KeySigner } from '../signing/key-signer.js';
import { l1Headers } from '../signing/l1-headers.js';
import type { ApiCredentials } from '../signing/l2-headers.js';
import { fieldsOf, readText } from '../wire/fields.js';
import { USER_AGENT } from './private-requests.js';
import { readBody } from './read-pages.js';

const TIMEOUT_MS = 10_000;

function readCredentials(body: unknown): ApiCredentials {
  const fields = fieldsOf(body, 'credentials');
  return {
    key: readText(fields, 'apiKey'),
    secret: readText(fields, 'secret'),
    passphrase: readText(fields, 'passphrase'),
  };
}

/**
 * API credentials of a key: those that it has, or new ones. Needs the wallet's own signature, so it is done once, where the
 * key is at hand, and the credentials are kept. @throws LIVE_CREDENTIALS.
 */
export async function apiCredentials(ports: Ports, host: string, signer: KeySigner): Promise<ApiCredentials> {
  const ask = async (method: 'GET' | 'POST', path: string) => {
    const atSeconds = Math.floor(ports.clock.now() / 1_000_000);
    const headers = { ...(await l1Headers(signer, { atSeconds, nonce: 0 })), 'user-agent': USER_AGENT };
    const result = await ports.http.send({
      method,
      url: `${host}${path}`,
      headers,
      body: null,
      timeoutMs: TIMEOUT_MS,
    });
    return readBody(result, readCredentials);
  };
  const derived = await ask('GET', '/auth/derive-api-key');
  if (derived.kind === 'read') return derived.value;
  const created = await ask('POST', '/auth/api-key');
  if (created.kind === 'read') return created.value;
  throw new TouchlineError('LIVE_CREDENTIALS', `the venue gives no API credentials: ${created.reason}`, {
    where: { signer: signer.address },
    hint: 'the wallet has to be known to the venue: log in there once',
  });
}
