/** A request as it comes to the venue. */
export interface VenueRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the venue says to it. */
export interface VenueResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const JSON_HEADERS = { 'content-type': 'application/json' };

export const jsonAnswer = (value: unknown, status = 200): VenueResponse => ({
  status,
  headers: JSON_HEADERS,
  body: JSON.stringify(value),
});

/** A refusal, in the form of the CLOB. */
export const refuse = (status: number, error: string): VenueResponse => jsonAnswer({ error }, status);
