import type { Usd } from '../../../../engine/units.js';
import { finalPayouts } from '../catalog/final-payouts.js';
import type { Hosts } from '../hosts.js';
import { readBody } from '../orders/read-pages.js';
import type { PublicRequests } from '../public-requests.js';
import { fieldsOf, readList } from '../wire/fields.js';
import { readGammaMarket } from '../wire/gamma-market.js';
import { readEach } from '../wire/read-each.js';

/** Tokens of one question. */
const BATCH = 20;

/** Asks Gamma for closed markets by their tokens. What cannot be read is left out: nobody is paid for it. */
export async function readPayouts(
  { requests, hosts }: { readonly requests: PublicRequests; readonly hosts: Hosts },
  instruments: readonly string[],
): Promise<ReadonlyMap<string, Usd>> {
  const found = new Map<string, Usd>();
  for (let from = 0; from < instruments.length; from += BATCH) {
    const batch = instruments.slice(from, from + BATCH);
    const tokens = batch.map((token) => `clob_token_ids=${token}`).join('&');
    const url = `${hosts.gamma}/markets/keyset?limit=100&closed=true&${tokens}`;
    const read = readBody(await requests.get(url, 'gamma'), (body) =>
      readEach(readList(fieldsOf(body, 'page'), 'markets'), readGammaMarket),
    );
    if (read.kind === 'failed') continue;
    for (const market of read.value.values) {
      const paid = finalPayouts(market);
      if (paid === null || paid === 'no-payout') continue;
      for (const token of batch) {
        const each = paid.get(token);
        if (each !== undefined) found.set(token, each);
      }
    }
  }
  return found;
}
