/** Where each of Polymarket's hosts stands on the one port of the sandbox. Without a slash at the end. */
export interface SandboxHosts {
  readonly clob: string;
  readonly gamma: string;
  /** Host of `/api/geoblock`. */
  readonly site: string;
  /** Host of `/ws/market` and `/ws/user`. */
  readonly sockets: string;
  /** Host of the sports channel's `/ws`. */
  readonly sports: string;
}

export const sandboxHosts = (port: number): SandboxHosts => ({
  clob: `http://127.0.0.1:${port}`,
  gamma: `http://127.0.0.1:${port}/gamma`,
  site: `http://127.0.0.1:${port}`,
  sockets: `ws://127.0.0.1:${port}`,
  sports: `ws://127.0.0.1:${port}/sports`,
});
