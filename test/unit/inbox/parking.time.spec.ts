import { describe, expect, it } from '@jest/globals';
import { parkingTime } from '../../../lib/inbox/parking.time.js';

describe('How long a job waits before it looks by itself', () => {
  it('is some seconds for whoever is next, and longer for those behind', () => {
    expect([1, 2, 10].map((rank) => parkingTime(rank))).toEqual([5_000, 10_000, 50_000]);
  });

  it('doubles with each look', () => {
    expect([0, 1, 2].map((looks) => parkingTime(1, looks))).toEqual([5_000, 10_000, 20_000]);
  });

  it.each([
    [1000, 0],
    [1, 10],
    [1, 5000],
  ])('is five minutes at most: %d before it, %d looks', (rank, looks) => {
    expect(parkingTime(rank, looks)).toBe(300_000);
  });
});
