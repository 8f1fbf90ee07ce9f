import type { VenueRequest, VenueResponse } from '../wire/venue-http.js';
import type { FaultDice } from './fault-dice.js';

/** What becomes of one request on its way and back. */
export interface RequestFate {
  /** `refused`: no connection was made, provably. `lost`: it never arrives, and nobody says so. */
  readonly arrives: 'yes' | 'refused' | 'lost';
  /** On top of the usual way, milliseconds. */
  readonly slowerMs: number;
  /** It is delivered once more, so long after the first. */
  readonly againAfterMs: number | null;
  /** Answered at the door: the venue behind never sees it. */
  readonly atTheDoor: VenueResponse | null;
  readonly returns: boolean;
  readonly backSlowerMs: number;
  /** What comes back instead of what the venue said. */
  spoil(response: VenueResponse): VenueResponse;
}

const html = (status: number): VenueResponse => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: `<html><head><title>${status}</title></head><body>cloudflare</body></html>`,
});
const json = (status: number, value: unknown): VenueResponse => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(value),
});

const LATE_MOST_MS = 60_000;
const DOOR = [500, 502, 503] as const;

/** Draws the fate of a request. */
export function fateOf(dice: FaultDice, request: VenueRequest): RequestFate {
  const arrives = dice.happens('request-refused') ? 'refused' : dice.happens('request-lost') ? 'lost' : 'yes';
  const limited = dice.happens('request-rate-limited');
  const failing = dice.happens('response-server-error');
  // A server error says nothing of whether the request was carried out: both kinds come.
  const atDoor = failing && dice.stream('server-error-kind').uniform() < 0.5;
  const status = DOOR[dice.between('door', 0, DOOR.length)] ?? 500;
  return {
    arrives,
    slowerMs: dice.happens('request-slow') ? dice.between('slow', 0, LATE_MOST_MS) : 0,
    againAfterMs: dice.happens('request-twice') ? dice.between('again', 0, 5_000) : null,
    atTheDoor: limited
      ? json(429, { error: 'Too Many Requests' })
      : atDoor
        ? json(status, { error: 'could not be processed' })
        : null,
    returns: !dice.happens('response-lost'),
    backSlowerMs: dice.happens('response-slow') ? dice.between('back', 0, LATE_MOST_MS) : 0,
    spoil: spoiler(dice, failing && !atDoor ? status : null, request.method !== 'GET'),
  };
}

function spoiler(dice: FaultDice, failed: number | null, writes: boolean): RequestFate['spoil'] {
  const isHtml = dice.happens('response-html');
  const isCut = dice.happens('response-truncated');
  const isError = dice.happens('response-error-in-ok');
  return (response) => {
    if (failed !== null) return writes ? html(failed) : json(failed, { error: 'internal' });
    if (isHtml) return html(200);
    if (isCut) return { ...response, body: response.body.slice(0, Math.floor(response.body.length / 2)) };
    return isError ? json(200, { error: 'internal error' }) : response;
  };
}
