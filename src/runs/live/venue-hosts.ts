import { HOSTS, type Hosts } from '../../live/venues/polymarket/hosts.js';

/** Where the venue answers: its public hosts, or a sandbox that has all of them behind one address. */
export function venueHosts(url: string | undefined): Hosts {
  if (url === undefined) return HOSTS;
  const base = url.replace(/\/+$/, '');
  const sockets = base.replace(/^http/, 'ws');
  return {
    clob: base,
    gamma: `${base}/gamma`,
    geoblock: `${base}/api/geoblock`,
    marketSocket: `${sockets}/ws/market`,
    userSocket: `${sockets}/ws/user`,
    sportsSocket: `${sockets}/sports/ws`,
  };
}
