import { createHash } from 'node:crypto';
import { basename, extname, resolve } from 'node:path';
import { TouchlineError } from '../../engine/errors.js';
import { type CompleteDataset, type Dataset, datasetByName, findDataset } from '../datasets.js';
import { DATASET_SQL } from '../sql/dataset-sql.js';
import type { Store } from '../store.js';
import { hashFile } from './file-hash.js';
import type { ImportedFile, ImportFormat, WantedFile } from './import-format.js';
import { IMPORT_FORMATS, importFormat } from './import-formats.js';
import type { ProgressListener } from './progress.js';

/** What to import, and as what. */
export interface ImportRequest {
  readonly format: string;
  /** Folder or file of the source. */
  readonly path: string;
  /** Name of the dataset. Default: the last part of the path, without extension. */
  readonly name?: string;
  readonly onProgress?: ProgressListener;
}

/** What an import brought, file by file. */
export interface ImportSummary {
  readonly dataset: CompleteDataset;
  readonly files: readonly {
    readonly name: string;
    readonly rows: number;
    /** False = the same content had been imported before. */
    readonly imported: boolean;
    readonly notes: Readonly<Record<string, number>>;
  }[];
}

type HashedFile = WantedFile & { readonly sha256: string; readonly bytes: number };

/** The path of a dataset is a folder that may have dots in its name, or a file with an extension. */
const defaultName = (path: string): string => {
  const base = basename(resolve(path));
  return extname(base) === '.csv' ? basename(base, '.csv') : base;
};

/**
 * Imports a dataset, one transaction a source file. What was imported before is not imported again, so that a
 * run that was refused or killed goes on where it stopped. The dataset is usable once every file is in.
 *
 * @throws DATA_FORMAT, DATA_FILES; DATA_DATASET when the name is taken by another format; DATA_CHANGED when a file
 * differs from what was imported under its name; and what the format refuses.
 */
export async function importDataset(store: Store, request: ImportRequest): Promise<ImportSummary> {
  const format = importFormat(request.format);
  const name = request.name ?? defaultName(request.path);
  const wanted = format.wantedFiles(request.path);
  const hashed: HashedFile[] = [];
  for (const file of wanted) hashed.push({ ...file, ...(await hashFile(file.path)) });
  const before = await existingDataset(store, name, format);
  const known = before === null ? [] : await store.rows(DATASET_SQL.files, [before.id]);
  const rowsOf = new Map(known.map((row) => [row.text('name'), row]));
  const files: ImportSummary['files'][number][] = [];
  for (const [index, file] of hashed.entries()) {
    const imported = rowsOf.get(file.name);
    if (imported !== undefined && imported.text('sha256') !== file.sha256) throw changed(name, file);
    if (imported !== undefined) {
      files.push({ name: file.name, rows: imported.integer('rows'), imported: false, notes: {} });
      continue;
    }
    const place = { fileNumber: index + 1, fileCount: hashed.length };
    const result = await importOneFile(store, { name, format, file, place, onProgress: request.onProgress });
    files.push({ name: file.name, imported: true, ...result });
  }
  await completeDataset(store, name);
  return { dataset: await datasetByName(store, name), files };
}

const changed = (name: string, file: HashedFile): TouchlineError =>
  new TouchlineError('DATA_CHANGED', `dataset ${name} was imported from another version of a file`, {
    where: { file: file.name, value: file.sha256 },
    hint: 'import the new files under a name of their own: --name NAME',
  });

async function existingDataset(store: Store, name: string, format: ImportFormat): Promise<Dataset | null> {
  // What joins a dataset needs a whole one, and leaves a whole one after each file.
  if (format.joins === true) return importedDataset(store, name);
  const dataset = await findDataset(store, name);
  if (dataset === null) return null;
  if (dataset.format === format.name && dataset.importerVersion === format.version) return dataset;
  throw new TouchlineError(
    'DATA_DATASET',
    `dataset ${name} is of format ${dataset.format}, version ${dataset.importerVersion}`,
    { where: { file: store.path, dataset: name }, hint: 'import under another name: --name NAME' },
  );
}

/** A whole dataset that files were read into. @throws DATA_DATASET for one that was made here, as a season is. */
async function importedDataset(store: Store, name: string): Promise<Dataset> {
  const dataset = await datasetByName(store, name);
  if (IMPORT_FORMATS.some((each) => each.name === dataset.format)) return dataset;
  throw new TouchlineError(
    'DATA_DATASET',
    `dataset ${name} was not imported, and nothing can be added to it`,
    {
      where: { file: store.path, dataset: name },
      hint: 'wanted a dataset of recorded prices',
    },
  );
}

interface FileImport {
  readonly name: string;
  readonly format: ImportFormat;
  readonly file: HashedFile;
  readonly place: { readonly fileNumber: number; readonly fileCount: number };
  readonly onProgress: ProgressListener | undefined;
}

/** The file's rows and the record that it is in are one transaction: a kill leaves both or neither. */
async function importOneFile(store: Store, job: FileImport): Promise<ImportedFile> {
  const { name, format, file, place } = job;
  const tell = (rows: number, total: number, committed: boolean): void =>
    job.onProgress?.({ file: file.name, ...place, rows, total, committed });
  const importRows = async (): Promise<ImportedFile> => {
    const datasetId = await openDataset(store, name, format);
    const fileId = (await store.row(DATASET_SQL.nextFile, [datasetId])).integer('file_id');
    const report = (rows: number, total: number): void => tell(rows, total, false);
    const { venue } = format;
    const imported = await format.importFile({ store, datasetId, fileId, file, venue, report });
    const { sha256, bytes } = file;
    await store.run(DATASET_SQL.insertFile, [datasetId, fileId, file.name, sha256, bytes, imported.rows]);
    if (format.joins === true) await deriveAndSeal(store, name);
    return imported;
  };
  const result = await store.transaction(importRows).catch((fault: unknown) => {
    throw damagedPage(file, fault) ?? fault;
  });
  tell(result.rows, result.rows, true);
  return result;
}

/** A parquet file whose footer is whole may still hold a damaged page, which shows only when the page is read. */
function damagedPage(file: HashedFile, fault: unknown): TouchlineError | null {
  if (!(fault instanceof Error) || fault instanceof TouchlineError) return null;
  const ofTheFile = fault.message.includes(file.path) || /^Invalid( Input)? Error/.test(fault.message);
  if (extname(file.path) !== '.parquet' || !ofTheFile) return null;
  return new TouchlineError('DATA_UNREADABLE', `the file is damaged: ${fault.message.split('\n')[0] ?? ''}`, {
    where: { file: file.name },
    hint: 'was it downloaded whole?',
    cause: fault,
  });
}

/** A dataset that gets another file is unfinished until that file is in. */
async function openDataset(store: Store, name: string, format: ImportFormat): Promise<number> {
  const dataset = await findDataset(store, name);
  if (dataset === null) {
    const row = await store.row(DATASET_SQL.insert, [name, format.name, format.version, format.venue]);
    return row.integer('dataset_id');
  }
  if (dataset.manifestHash !== null) await store.run(DATASET_SQL.reopen, [dataset.id]);
  return dataset.id;
}

/** Makes a dataset usable whose files are all in. */
const completeDataset = (store: Store, name: string): Promise<void> =>
  store.transaction(() => deriveAndSeal(store, name));

/** Derives coverage, gaps and resolution times, and sets the manifest hash, within an open transaction. */
async function deriveAndSeal(store: Store, name: string): Promise<void> {
  const dataset = await findDataset(store, name);
  if (dataset === null || dataset.manifestHash !== null) return;
  const { id } = dataset;
  const files = await store.rows(DATASET_SQL.files, [id]);
  const manifest = files.map((row) => [row.text('name'), row.text('sha256')]);
  const content = JSON.stringify({
    format: dataset.format,
    version: dataset.importerVersion,
    files: manifest,
  });
  const hash = createHash('sha256').update(content).digest('hex');
  await store.run(DATASET_SQL.clearCoverage, [id]);
  await store.run(DATASET_SQL.clearGaps, [id]);
  await store.run(DATASET_SQL.coverage, [id, id]);
  await store.run(DATASET_SQL.gaps, [id, id]);
  await store.run(DATASET_SQL.resolveAfterLastQuote, [id]);
  await importFormat(dataset.format).complete?.(store, id);
  await store.run(DATASET_SQL.complete, [hash, id]);
}
