import { type KeySigner, keySigner } from '../venues/polymarket/signing/key-signer.js';
import { SIM_KEY } from './sim-world.js';

let signer: KeySigner | null = null;

/**
 * The signer of the simulation's account, made before time begins: making it loads modules, which takes turns of the
 * event loop that virtual time must not see.
 */
export async function simSigner(): Promise<KeySigner> {
  signer ??= await keySigner(SIM_KEY);
  return signer;
}
