/** Commands of a process that is measured. */
let cpuBefore;

export const meter = {
  startClock: () => void (cpuBefore = process.cpuUsage()),
  /** Microseconds of CPU since the clock was started, both threads of mind: user and system. */
  readClock() {
    const { user, system } = process.cpuUsage(cpuBefore);
    return user + system;
  },
  heap() {
    for (let turn = 0; turn < 3; turn += 1) global.gc();
    return process.memoryUsage().heapUsed;
  },
  /** Resident memory as it stands; the heap is what is left after a collection. */
  memory() {
    const rss = process.memoryUsage.rss();
    return { rss, heap: meter.heap() };
  },
};
