import { migration001 } from './001-datasets.js';
import { migration002 } from './002-runs.js';
import { migration003 } from './003-books.js';
import { migration004 } from './004-situations.js';
import { migration005 } from './005-sweep-trials.js';
import { migration006 } from './006-beliefs.js';
import type { Migration } from './migration.js';

/** The schema's history, oldest first. New steps are added at the end. */
export const MIGRATIONS: readonly Migration[] = [
  migration001,
  migration002,
  migration003,
  migration004,
  migration005,
  migration006,
];
