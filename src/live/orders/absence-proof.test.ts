import { describe, expect, it } from 'vitest';
import type { Micros } from '../../engine/units.js';
import { AbsenceProof } from './absence-proof.js';

const at = (seconds: number): Micros => (seconds * 1_000_000) as Micros;
const healthy = (seconds: number) => ({ at: at(seconds), channelHealthy: true });

describe('the proof that an order was never placed', () => {
  it('needs two readings, a cancel that found nothing, and the time after the expiry', () => {
    const proof = new AbsenceProof({ expiresAt: at(200) }, at(10));
    expect(proof.next(at(10))).toEqual({ kind: 'read' });
    proof.absent(healthy(11));
    expect(proof.next(at(11))).toEqual({ kind: 'cancel' });
    proof.cancelSaidGone();
    expect(proof.next(at(17))).toEqual({ kind: 'wait', until: at(260) });
    proof.absent(healthy(259));
    expect(proof.next(at(261))).toEqual({ kind: 'read' });
    proof.absent(healthy(261));
    expect(proof.next(at(261))).toEqual({ kind: 'absent' });
  });

  it('waits two minutes for an order without an expiry', () => {
    const proof = new AbsenceProof({ expiresAt: null }, at(10));
    proof.absent(healthy(11));
    proof.cancelSaidGone();
    expect(proof.next(at(129))).toEqual({ kind: 'wait', until: at(130) });
    proof.absent(healthy(131));
    expect(proof.next(at(131))).toEqual({ kind: 'absent' });
  });

  it('never comes to an end while the cancel was not answered "not found"', () => {
    const proof = new AbsenceProof({ expiresAt: null }, at(0));
    for (let second = 1; second < 10_000; second += 100) proof.absent(healthy(second));
    expect(proof.next(at(10_000))).toEqual({ kind: 'cancel' });
  });

  it('begins anew when the user channel broke in between', () => {
    const proof = new AbsenceProof({ expiresAt: null }, at(0));
    proof.absent(healthy(1));
    proof.cancelSaidGone();
    proof.absent({ at: at(130), channelHealthy: false });
    expect(proof.next(at(130))).toEqual({ kind: 'cancel' });
    proof.cancelSaidGone();
    expect(proof.next(at(131))).toEqual({ kind: 'read' });
    proof.absent(healthy(134));
    expect(proof.next(at(134))).toEqual({ kind: 'read' });
    proof.absent(healthy(135));
    expect(proof.next(at(135))).toEqual({ kind: 'absent' });
  });
});
