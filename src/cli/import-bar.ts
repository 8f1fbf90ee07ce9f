import type { Progress } from '../data/import/progress.js';

export interface ImportBar {
  readonly update: (progress: Progress) => void;
  readonly stop: () => void;
}

/** A progress bar on standard error where that is a terminal; nothing elsewhere. */
export async function importBar(): Promise<ImportBar> {
  if (!process.stderr.isTTY) return { update: () => undefined, stop: () => undefined };
  const { default: progress } = await import('cli-progress');
  const bar = new progress.SingleBar({
    format: '{bar} {percentage}% | {value}/{total} rows | file {number} of {files}: {file}',
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: true,
  });
  bar.start(1, 0, { file: '', number: 0, files: 0 });
  return {
    update: ({ file, fileNumber, fileCount, rows, total }) => {
      bar.setTotal(Math.max(total, 1));
      bar.update(rows, { file, number: fileNumber, files: fileCount });
    },
    stop: () => bar.stop(),
  };
}
