import { INTENT_STATES, type IntentState, isTerminal, TRANSITIONS } from '../../orders/intent-state.js';

/** A shortest way from `planned` to each state. */
export function pathsToEachState() {
  const paths = new Map<string, IntentState[]>([['planned', []]]);
  for (let grown = true; grown; ) {
    grown = false;
    for (const from of INTENT_STATES) {
      const path = paths.get(from);
      if (path === undefined || isTerminal(from)) continue;
      for (const to of TRANSITIONS[from]) {
        if (paths.has(to)) continue;
        paths.set(to, [...path, to]);
        grown = true;
      }
    }
  }
  return paths;
}
