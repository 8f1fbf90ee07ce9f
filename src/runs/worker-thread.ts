import { Worker } from 'node:worker_threads';

const IS_SOURCE = import.meta.url.endsWith('.ts');

/** Room for what is made and soon dropped: with the default of Node the collector takes a sixth of the time. */
const YOUNG_MB = 192;

/** Threads do not inherit the loader that runs TypeScript as it stands. */
function loader(): readonly string[] {
  if (!IS_SOURCE) return [];
  const api = import.meta.resolve('tsx/esm/api');
  return ['--import', `data:text/javascript,import{register}from${JSON.stringify(api)};register()`];
}

/**
 * Starts a worker thread from a module beside `base`, compiled or as it stands.
 *
 * @param name of the module, without its ending.
 * @param base `import.meta.url` of whoever starts it.
 */
export const startThread = (name: string, base: string, workerData: unknown): Worker =>
  new Worker(new URL(`./${name}${IS_SOURCE ? '.ts' : '.js'}`, base), {
    workerData,
    execArgv: [...loader()],
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
  });
