import { describe, expect, it } from 'vitest';
import { micros } from '../engine/units.js';
import {
  formatCount,
  formatDollars,
  formatDuration,
  formatNumber,
  formatPercent,
  formatSigned,
  formatTime,
  plural,
} from './format.js';

describe('format', () => {
  it.each([
    [0, '0.00'],
    [-0.000001, '0.0000'],
    [0.0012, '0.0012'],
    [1234567.891, '1,234,567.89'],
    [-12.4, '-12.40'],
  ])('writes %s dollars as %s', (value, text) => expect(formatDollars(value)).toBe(text));

  it('signs what is not zero', () => {
    expect([1, 0, -1].map(formatSigned)).toEqual(['+1.00', '0.00', '-1.00']);
  });

  it.each([
    [0.1234, '12.3 %'],
    [0.00216, '0.22 %'],
    [0, '0 %'],
    [1, '100 %'],
    [null, 'N/A'],
  ])('writes the share %s as %s', (value, text) => expect(formatPercent(value)).toBe(text));

  it('never turns what is not known into a number', () => {
    expect(formatNumber(Number.NaN)).toBe('unknown');
    expect(formatNumber(null)).toBe('N/A');
    expect(formatDuration(null)).toBe('N/A');
  });

  it('writes times in UTC whatever the zone of the machine', () => {
    expect(formatTime(micros(1_783_796_645_000_000))).toBe('2026-07-11 19:04:05');
  });

  it.each([
    [59_000_000, '59 s'],
    [125_000_000, '2 min 05 s'],
    [7_500_000_000, '2 h 05 min'],
    [200_000_000_000, '2 d 7 h'],
  ])('writes %s microseconds as %s', (value, text) => expect(formatDuration(value)).toBe(text));

  it('groups thousands and counts one as one', () => {
    expect(formatCount(1690405)).toBe('1,690,405');
    expect(plural(1, 'game')).toBe('1 game');
    expect(plural(1200, 'game')).toBe('1,200 games');
  });
});
