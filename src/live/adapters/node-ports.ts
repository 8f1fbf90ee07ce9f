import type { Ports } from '../ports/ports.js';
import { nodeClock } from './node-clock.js';
import { nodeEntropy } from './node-entropy.js';
import { NodeHttp } from './node-http.js';
import { nodeSockets } from './node-sockets.js';
import { nodeTimers } from './node-timers.js';

/** The world of a process, and how to let go of it. */
export interface NodePorts extends Ports {
  /** Closes idle connections, so that the process can end. */
  close(): void;
}

export function nodePorts(): NodePorts {
  const http = new NodeHttp();
  return {
    clock: nodeClock,
    timers: nodeTimers,
    entropy: nodeEntropy,
    http,
    sockets: nodeSockets,
    close: () => http.close(),
  };
}
