import type { VenueName } from '../../engine/catalog.js';
import type { Store } from '../store.js';

/** One file that an import wants, in the order in which the files must come. */
export interface WantedFile {
  /** Path below the import's folder, with `/`: the name that a dataset remembers. */
  readonly name: string;
  /** Where the file is. */
  readonly path: string;
  readonly role: 'markets' | 'quotes' | 'labels';
}

/** What an importer works on: one file of one dataset, within an open transaction. */
export interface ImportTask {
  readonly store: Store;
  readonly datasetId: number;
  readonly fileId: number;
  readonly file: WantedFile;
  readonly venue: VenueName;
  /** To be told how many rows of the file are in, of how many. */
  readonly report: (rows: number, total: number) => void;
}

/** What came of one file. */
export interface ImportedFile {
  /** Rows of the file. */
  readonly rows: number;
  /** Rows that were read but of which a part was left out on purpose, by reason. */
  readonly notes: Readonly<Record<string, number>>;
}

/** A format that `touchline data import` can read. */
export interface ImportFormat {
  readonly name: string;
  readonly description: string;
  readonly venue: VenueName;
  /** Counted up when the same file would be read to other rows; part of the manifest hash. */
  readonly version: number;
  /** Its files are added to a dataset of another format, whose venue and markets hold. Default false. */
  readonly joins?: boolean;
  /** The files of a dataset at `path`, catalog first. @throws DATA_FILES when one that is needed is missing. */
  readonly wantedFiles: (path: string) => readonly WantedFile[];
  /** Reads one file into the store. */
  readonly importFile: (task: ImportTask) => Promise<ImportedFile>;
  /** What is derived once every file is in, within the transaction that completes the dataset. */
  readonly complete?: (store: Store, datasetId: number) => Promise<void>;
}
