export { type BacktestOptions, runBacktest } from './backtest.js';
export { type Catalog, type GameInfo, type MarketInfo, VENUES, type VenueName } from './catalog.js';
export { type FaultCode, type FaultDetails, TouchlineError } from './errors.js';
export * from './events.js';
export type * from './game-situation.js';
export {
  type DecisionAction,
  type FactorScore,
  type GateMode,
  GateSheet,
  type GateVerdict,
  type SizingStep,
} from './gate-sheet.js';
export type { HeldPosition } from './held-position.js';
export { type GameIndex, gameIndex, type MarketIndex, marketIndex, type OrderId, orderId } from './ids.js';
export type { KernelListener } from './kernel-listener.js';
export { type RandomKey, type RandomStream, randomStream } from './random.js';
export type { RiskLimits } from './risk/limits.js';
export type * from './run-result.js';
export type { Outbound, OutboundOrder } from './session/outbound.js';
export { PaperExchange, type PaperOptions } from './session/paper-exchange.js';
export { decodeSessionInput, encodeSessionInput } from './session/session-codec.js';
export type * from './session/session-input.js';
export {
  SessionKernel,
  type SessionOptions,
  type SessionPorts,
  type SessionView,
} from './session/session-kernel.js';
export type { LatencyOptions } from './simulation/latency.js';
export { QUEUE_MODELS, type QueueModel } from './simulation/queue-position.js';
export type { VenueOptions } from './simulation/venue-options.js';
export type * from './strategy.js';
export { BYTES_PER_EVENT, type Tape, type TapeColumns, tapeOf } from './tape.js';
export { compareEvents, tapeFromEvents } from './tape-builder.js';
export * from './units.js';
