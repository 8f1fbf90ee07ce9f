import { measure } from './measure.js';
import { workloadNamed } from './workloads.js';

/** One workload in a process of its own, so that none runs on code or memory that another has left behind. */
const [name = '', scale = '1'] = process.argv.slice(2);
process.send?.(await measure(workloadNamed(name), Number(scale)));
