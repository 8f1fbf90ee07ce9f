import type { WinModel, WinModelKind, WinSituation } from '../strategies/winprob/win-probability.js';

/** A model, where the game stands, and what was derived beside the answer. */
export interface WinQuestion<K extends WinModelKind> {
  readonly model: WinModel<K>;
  readonly situation: WinSituation<K>;
  /** By name; `null` = not defined here. */
  readonly features?: Readonly<Record<string, number | null>>;
}

/** Asks the model and prints its answer. */
export async function printWin<K extends WinModelKind>(
  { model, situation, features = {} }: WinQuestion<K>,
  { json }: { readonly json?: boolean },
): Promise<void> {
  const { winProbability } = await import('../strategies/winprob/win-probability.js');
  const result = winProbability(model, situation);
  if (json) {
    return void process.stdout.write(`${JSON.stringify({ model, situation, result, features }, null, 2)}\n`);
  }
  const [{ winTable }, { outputPaint }] = await Promise.all([
    import('../report/decision-tables.js'),
    import('./output-paint.js'),
  ]);
  process.stdout.write(`${winTable(result, Object.entries(features), outputPaint())}\n`);
}
