// The other process of the determinism test. Arguments: threads of DuckDB, rows a part.
import { hundredSeeds } from './hundred-seeds.testing.js';

const [threads = 1, rows = 1_000_000] = process.argv.slice(2).map(Number);
process.stdout.write(JSON.stringify(await hundredSeeds(threads, rows)));
