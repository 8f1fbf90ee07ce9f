/**
 * What a kernel finds in its environment: this process's, with the reader's own store where one was named.
 * Without one the notebooks read bundled data alone, so that they give the same outputs everywhere.
 */
export const notebookEnvironment = (store: string | null): NodeJS.ProcessEnv => ({
  ...process.env,
  TZ: 'UTC',
  TOUCHLINE_STORE: store ?? 'none',
});
