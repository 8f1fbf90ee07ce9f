/** One request. Nothing is ever repeated below this port. */
export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Exactly the bytes that leave, as text; `null` = no body. */
  readonly body: string | null;
  readonly timeoutMs: number;
}

/** What became of a request. */
export type HttpResult =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** Names in lower case. */
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    }
  | {
      readonly kind: 'failed';
      /** `no` = proven that the venue cannot have got it: the connection was never made. Else `maybe`. */
      readonly reached: 'no' | 'maybe';
      /** Redacted: neither headers nor body are in it. */
      readonly reason: string;
    };

/** Requests to a venue. Resolves always: a failure is a value. Bounded by `timeoutMs`. */
export interface Http {
  send(request: HttpRequest): Promise<HttpResult>;
}
