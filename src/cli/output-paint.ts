import { type Paint, painter, wantsColour } from '../report/terminal-colour.js';

/** The painter for standard output: colour where it is a terminal and nobody objects. */
export const outputPaint = (): Paint => painter(wantsColour(process.env, process.stdout.isTTY === true));
