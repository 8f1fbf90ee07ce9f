import { coldStartHash } from './cold-start-run.js';

process.stdout.write(coldStartHash());
