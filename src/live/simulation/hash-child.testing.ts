import { simulateSeed } from './simulate-seed.js';

// Run in a process of its own: prints the hash of one seed.
const [, , seed = '1', hours = '1'] = process.argv;
const { hash } = await simulateSeed({ seed, hours: Number(hours) });
process.stdout.write(hash);
