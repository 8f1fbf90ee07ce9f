/** How far an import has come. Rows are counted within the file; nothing counts until it is committed. */
export interface Progress {
  readonly file: string;
  readonly fileNumber: number;
  readonly fileCount: number;
  readonly rows: number;
  readonly total: number;
  readonly committed: boolean;
}

/** Hears how far an import has come. */
export type ProgressListener = (progress: Progress) => void;
