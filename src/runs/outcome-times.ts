import { type Dataset, undatedOutcomes } from '../data/datasets.js';
import type { Store } from '../data/store.js';

const DATED = new Map([
  ['last_quote', 'at the last quote or listing of its market'],
  ['day_after_start', 'a day after the start of its game'],
]);

/** What a report has to say of outcomes that the source does not date, one sentence for each way of dating them. */
export async function outcomeTimeSentences(
  store: Store,
  dataset: Pick<Dataset, 'id'>,
): Promise<readonly string[]> {
  return (await undatedOutcomes(store, dataset)).map(({ basis, outcomes }) => {
    const when = DATED.get(basis) ?? basis;
    return `When ${outcomes.toLocaleString('en-US')} of the dataset's outcomes were known is not recorded: each is told, and its cash freed, ${when}.`;
  });
}
