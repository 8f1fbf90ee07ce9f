/** The parts of jstat that tests use as an oracle; the package ships no types. */
declare module 'jstat' {
  const jstat: { readonly jStat: { ibeta(x: number, a: number, b: number): number } };
  export = jstat;
}
