import type { Clock } from './clock.js';
import type { Entropy } from './entropy.js';
import type { Http } from './http.js';
import type { Sockets } from './sockets.js';
import type { Timers } from './timers.js';

/** The world, as far as `live/` may touch it. Store, signer, files and process are ports of their own. */
export interface Ports {
  readonly clock: Clock;
  readonly timers: Timers;
  readonly entropy: Entropy;
  readonly http: Http;
  readonly sockets: Sockets;
}
