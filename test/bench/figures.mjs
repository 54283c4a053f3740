/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** Runs the tasks in turn, round by round, so that what else the machine does falls on all of them; returns medians. */
export async function interleave(rounds, tasks) {
  const figures = tasks.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    // who goes first changes from round to round
    const order = tasks.map((_, index) => (index + round) % tasks.length);
    for (const index of order) figures[index].push(await tasks[index]());
  }
  return figures.map(median);
}

export const times = (ratio) => `${ratio.toFixed(2)}×`;
