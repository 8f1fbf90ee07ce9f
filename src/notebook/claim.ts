import { TouchlineError } from '../engine/errors.js';

/** A sentence about figures, and whether they bear it out. */
export interface Claim {
  readonly text: string;
  readonly holds: boolean;
}

/**
 * The claims as paragraphs.
 *
 * @throws REPORT_CLAIM for the first that does not hold.
 * @example readingText([{ text: `It lost ${usd}.`, holds: pnl < 0 }]);
 */
export function readingText(claims: readonly Claim[]): string {
  const broken = claims.find(({ holds }) => !holds);
  if (broken === undefined) return claims.map(({ text }) => text).join('\n\n');
  throw new TouchlineError('REPORT_CLAIM', 'the figures do not bear out a sentence of the reading', {
    where: { sentence: broken.text },
    hint: 'the data or the code changed: look at the figures again and say what they show now',
  });
}
