interface Column {
  set(values: ArrayLike<number>): void;
}

/** `wider`, with the values of `column` at its front: how a column of a growing log is made longer. */
export function grown<Wider extends Column>(column: ArrayLike<number>, wider: Wider): Wider {
  wider.set(column);
  return wider;
}
