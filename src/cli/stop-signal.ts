const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Resolves at Ctrl-C or a termination. For commands that run until they are told to stop and then end in order: from
 * here on the signal no longer ends the process by itself, but a second one does.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of SIGNALS) {
      const usual = process.listeners(signal);
      process.removeAllListeners(signal);
      process.once(signal, () => {
        for (const listener of usual) process.on(signal, listener as () => void);
        resolve();
      });
    }
  });
}
