import { TouchlineError } from '../../engine/errors.js';
import type { Ports } from '../../live/ports/ports.js';
import type { AccountRow } from '../../live/store/live-store.js';
import type { TokenTable } from '../../live/venues/polymarket/catalog/token-table.js';
import type { Hosts } from '../../live/venues/polymarket/hosts.js';
import type { VenueAdapter } from '../../live/venues/venue-adapter.js';

/** What the adapter of an account with money is made of. */
export interface LiveVenueParts {
  readonly ports: Ports;
  readonly hosts: Hosts;
  readonly tokens: TokenTable;
  /** Holds the keystore. */
  readonly folder: string;
}

/** Makes the adapter of an account that trades with money. @throws LIVE_KEYS */
export function liveVenueOf(_parts: LiveVenueParts): (account: AccountRow) => VenueAdapter {
  return (account) => {
    throw new TouchlineError('LIVE_KEYS', `account ${account.name} has no signer yet`, {
      hint: 'trade on paper: leave out --live',
    });
  };
}
