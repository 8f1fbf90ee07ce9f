/** Shows what is being done on one line of a terminal's standard error; says nothing elsewhere. */
export interface StepPrinter {
  show(step: string): void;
  clear(): void;
}

const ERASE_LINE = '\r\u001b[2K';

/** @param stream where people look; a file or a pipe gets nothing. */
export function stepPrinter(stream: NodeJS.WriteStream = process.stderr): StepPrinter {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined };
  return {
    show: (step) => stream.write(`${ERASE_LINE}${step} ...`),
    clear: () => stream.write(ERASE_LINE),
  };
}
