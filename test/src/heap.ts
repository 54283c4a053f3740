import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What is still reachable, in bytes: garbage that no collection has met yet is no growth. */
export function retainedHeap(): number {
  collect();
  return process.memoryUsage().heapUsed;
}
