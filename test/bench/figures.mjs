/** The middle one of some numbers. */
export function median(numbers) {
  const sorted = numbers.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * Runs the tasks in turn, round by round, so that what else the machine does falls on all of them.
 *
 * @returns for each task what it returned, in every round
 */
export async function collect(rounds, tasks, prepare = () => undefined) {
  const results = tasks.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    await prepare();
    // who goes first changes from round to round
    const order = tasks.map((_, index) => (index + round) % tasks.length);
    for (const index of order) results[index].push(await tasks[index]());
  }
  return results;
}

/** The same of tasks that return one figure each; returns medians. */
export const interleave = async (rounds, tasks) => (await collect(rounds, tasks)).map(median);

/** Of objects with the same figures each, one with the median of each. */
export const medians = (objects) =>
  Object.fromEntries(Object.keys(objects[0]).map((name) => [name, median(objects.map((one) => one[name]))]));

export const times = (ratio) => `${ratio.toFixed(2)}×`;
