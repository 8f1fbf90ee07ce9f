import type { ExitLook } from './exit-look.js';

/** One reason to sell. It answers through `look.verdict`, once; what is not known does not fire. */
export interface ExitRule<Terms> {
  readonly name: string;
  readonly judge: (look: ExitLook, terms: Terms) => void;
}
