import { describeLiveStore } from '../contract/describe-live-store.testing.js';
import { MemoryStore } from './memory-store.js';

describeLiveStore('MemoryStore', () => Promise.resolve(new MemoryStore()));
