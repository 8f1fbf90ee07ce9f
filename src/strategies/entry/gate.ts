import type { z } from 'zod';
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

/** Parameters of a gate that stand in the table `entry` of its strategy. */
export interface EntryTerms<Fields extends z.ZodRawShape> {
  readonly entry: z.infer<z.ZodObject<Fields>>;
}
