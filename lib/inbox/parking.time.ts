/** Milliseconds after which whoever is next looks by itself whether it has its turn. */
const FIRST_LOOK = 5_000;
const SELDOMEST = 5 * 60_000;

/**
 * How long a job waits that has not had its turn. Whoever is done before it ends the wait; it looks by itself for the case that nobody does, as
 * when a process dies between the two: the farther behind it stands, and the longer it has waited, the more seldom.
 *
 * @param rank how many are before it
 * @param looks how often it has looked
 */
export const parkingTime = (rank: number, looks = 0): number =>
  Math.min(FIRST_LOOK * rank * 2 ** looks, SELDOMEST);
