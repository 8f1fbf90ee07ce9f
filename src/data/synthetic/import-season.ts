import { createHash } from 'node:crypto';
import { TouchlineError } from '../../engine/errors.js';
import { EventKind } from '../../engine/events.js';
import type { Tape } from '../../engine/tape.js';
import { MICROS_PER_SECOND } from '../../engine/units.js';
import { type CompleteDataset, datasetByName, findDataset } from '../datasets.js';
import { DATASET_SQL } from '../sql/dataset-sql.js';
import { SEASON_SQL } from '../sql/season-sql.js';
import type { Store } from '../store.js';
import { generateSeason } from './generate-season.js';
import { seasonHash } from './season-hash.js';
import type { SeasonParameters } from './season-parameters.js';
import { SEASON_FILE_ID, writeSeason } from './write-season.js';

const FORMAT = 'synthetic-season';
/** Counted up when the same parameters would give another season. */
const GENERATOR_VERSION = 1;

/** A season to generate, and what it is to be called. */
export interface SeasonRequest {
  readonly parameters: SeasonParameters;
  /** Name of the dataset. */
  readonly name: string;
  /** File that the parameters were read from, as the dataset remembers it. */
  readonly fileName: string;
}

/** What became of it. */
export interface SeasonImport {
  readonly dataset: CompleteDataset;
  /** False = the same season had been imported before. */
  readonly imported: boolean;
}

/**
 * Generates a season into a store, whole or not at all. The same season under the same name is not generated
 * again.
 *
 * @throws DATA_CHANGED when the name is taken by another season or dataset; DATA_SEASON when the season does
 * not have the hash that its parameters promise.
 */
export async function importSeason(store: Store, request: SeasonRequest): Promise<SeasonImport> {
  const { parameters, name } = request;
  const text = JSON.stringify(parameters);
  const fingerprint = { sha256: digest(text), bytes: Buffer.byteLength(text) };
  const before = await findDataset(store, name);
  if (before !== null) {
    const [file] = await store.rows(DATASET_SQL.files, [before.id]);
    const same = before.format === FORMAT && before.importerVersion === GENERATOR_VERSION;
    if (!same || file?.text('sha256') !== fingerprint.sha256) throw nameTaken(store, name);
    return { dataset: await datasetByName(store, name), imported: false };
  }
  const tape = generateSeason(parameters);
  const hash = checkedHash(tape, request);
  await store.transaction(() => writeDataset(store, request, { tape, hash, fingerprint }));
  return { dataset: await datasetByName(store, name), imported: true };
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const nameTaken = (store: Store, name: string): TouchlineError =>
  new TouchlineError('DATA_CHANGED', `the name ${name} is taken by another dataset`, {
    where: { file: store.path, dataset: name },
    hint: 'generate the season under a name of its own: --name NAME',
  });

function checkedHash(tape: Tape, { parameters, fileName }: SeasonRequest): string {
  const hash = seasonHash(tape);
  if (parameters.contentHash === undefined || parameters.contentHash === hash) return hash;
  throw new TouchlineError('DATA_SEASON', 'the season is not the one that its file promises', {
    where: { file: fileName, field: 'contentHash', value: parameters.contentHash, found: hash },
    hint: 'after changing a setting, write the found hash into the file or leave contentHash out',
  });
}

interface SeasonContent {
  readonly tape: Tape;
  readonly hash: string;
  readonly fingerprint: { readonly sha256: string; readonly bytes: number };
}

async function writeDataset(store: Store, request: SeasonRequest, content: SeasonContent): Promise<void> {
  const { tape, hash, fingerprint } = content;
  const inserted = await store.row(DATASET_SQL.insert, [
    request.name,
    FORMAT,
    GENERATOR_VERSION,
    'synthetic',
  ]);
  const datasetId = inserted.integer('dataset_id');
  await writeSeason({ store, datasetId }, tape);
  const quotes = tape.kind.reduce((count, kind) => count + (kind === EventKind.quote ? 1 : 0), 0);
  const file = [request.fileName, fingerprint.sha256, fingerprint.bytes, quotes];
  await store.run(DATASET_SQL.insertFile, [datasetId, SEASON_FILE_ID, ...file]);
  const step = request.parameters.market.inPlayQuoteSeconds * MICROS_PER_SECOND;
  await store.run(SEASON_SQL.coverage, [datasetId, step]);
  const manifest = digest(JSON.stringify({ format: FORMAT, version: GENERATOR_VERSION, content: hash }));
  await store.run(DATASET_SQL.complete, [manifest, datasetId]);
}
