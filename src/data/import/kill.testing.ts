import { openStore } from '../store.js';
import { importDataset } from './import-dataset.js';

const [database = '', path = '', stopAt = ''] = process.argv.slice(2);

/** Holds the process within the transaction of the file `stopAt`, its rows written, for its parent to kill. */
async function run(): Promise<void> {
  const store = await openStore(database);
  await importDataset(store, {
    format: 'polymarket-us-raw',
    path,
    name: 'killed',
    onProgress: ({ file, rows, total, committed }) => {
      if (file !== stopAt || rows !== total || committed) return;
      process.stdout.write('written\n');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
    },
  });
  store.close();
  process.stdout.write('done\n');
}

await run();
