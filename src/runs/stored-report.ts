import { loadRun } from '../data/runs.js';
import type { Store } from '../data/store.js';
import { MICROS_PER_SECOND } from '../engine/units.js';
import type { ReportInput } from '../report/report-input.js';
import { readRunDocument } from './run-document.js';

/** What a kept run is reported from, by its id or the beginning of it. @throws DATA_RUN. */
export async function storedReport(store: Store, id: string): Promise<ReportInput> {
  const run = await loadRun(store, id);
  return {
    ...readRunDocument(run.config),
    result: run.result,
    notices: run.result.assumptions.filter((row) => row.includes('UNCERTAIN')),
    certificate: { inputs: run.certificateInputs, output: run.outputHash },
    seconds: (run.finishedAt - run.startedAt) / MICROS_PER_SECOND,
    runId: run.id,
  };
}
