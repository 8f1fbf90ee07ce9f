import { fileURLToPath } from 'node:url';

/** Whether this runs from TypeScript rather than from what was built. */
export const IS_SOURCE = import.meta.url.endsWith('.ts');

/** Where the package stands: the parent of `src` or `dist`. */
export const PACKAGE_ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** A module of this folder as a file that node can be started with, and how. */
export function moduleToStart(name: string): { readonly file: string; readonly execArgv: readonly string[] } {
  const file = fileURLToPath(new URL(`./${name}${IS_SOURCE ? '.ts' : '.js'}`, import.meta.url));
  return { file, execArgv: IS_SOURCE ? ['--import', 'tsx'] : [] };
}
