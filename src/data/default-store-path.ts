/** The store that a command uses when none is named. A file of its own: reading it does not load the database. */
export const DEFAULT_STORE_PATH = 'touchline.duckdb';
