/**
 * The colours of every chart. A page that knows dark mode replaces these exact values by its own variables,
 * so no two roles share one value.
 */
export const PALETTE = {
  ink: '#1f2a37',
  muted: '#667281',
  grid: '#e4e8ed',
  accent: '#2b6cb0',
  soft: '#c5d9ee',
  gain: '#26856a',
  loss: '#c0503a',
  warn: '#b7791f',
} as const;
export type PaletteRole = keyof typeof PALETTE;
