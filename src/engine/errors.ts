/** What a fault tells the person who meets it. */
export interface FaultDetails {
  /** Where the fault is: file, row, field, market, setting. Printed as `key: value` lines. */
  readonly where?: Readonly<Record<string, string | number>>;
  /** What was wanted instead, or what to do about it. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** The area that a code belongs to is its first word: CONFIG, DATA, ENGINE, REPORT, LIVE, ASSERT. */
export type FaultCode = `${'ASSERT' | 'CONFIG' | 'DATA' | 'ENGINE' | 'REPORT' | 'LIVE' | 'CLI'}_${string}`;

/**
 * A fault with a stable code. Expected outcomes of trading (rejected, partial, stale, unknown) are
 * values in unions and are never thrown.
 */
export class TouchlineError extends Error {
  readonly code: FaultCode;
  readonly where: Readonly<Record<string, string | number>>;
  readonly hint: string | undefined;

  constructor(code: FaultCode, message: string, details: FaultDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'TouchlineError';
    this.code = code;
    this.where = details.where ?? {};
    this.hint = details.hint;
  }
}
