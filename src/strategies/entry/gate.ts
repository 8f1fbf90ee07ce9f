import type { EntryLook } from './entry-look.js';

/**
 * One condition of an entry. It gives its verdict through `look.verdict`, once, whatever the other gates say, so
 * that the funnel can tell them apart; it allocates nothing.
 *
 * `Terms` is the part of a strategy's parameters that it reads, `Look` what it has to see.
 */
export interface Gate<Terms, Look extends EntryLook = EntryLook> {
  readonly name: string;
  readonly judge: (look: Look, terms: Terms) => void;
}
