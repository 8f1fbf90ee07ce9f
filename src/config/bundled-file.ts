import { fileURLToPath } from 'node:url';

/** Path of a file that comes with the package: `path` counts from its root, the parent of `src` or `dist`. */
export const bundledFile = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));
