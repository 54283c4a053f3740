export const QUEUE_NEEDED =
  "bullInbox() was given no queue. Name one that is for the inbox alone: bullInbox({ queue: 'wechat' }).";
export const QUEUE_NOT_REGISTERED = (queue: string): string =>
  `callback.inbox names the queue "${queue}", which no BullModule of the application registers. Import BullModule.registerQueue({ name: '${queue}' }).`;
export const NO_REDIS = (queue: string): string =>
  `The queue "${queue}" of callback.inbox is not in a Redis, and the order of its pushes could not be kept. Register it with a connection to Redis.`;
export const OPTION_UNFIT = (option: string, cure: string): string =>
  `${option} of bullInbox() cannot work: give ${cure}.`;
export const INBOX_AWAY = (queue: string, reason: string): string =>
  `The Redis of the queue "${queue}" is away: WeChat is told to come again, and what is kept waits (${reason})`;
export const INBOX_REFUSED = (queue: string, word: string): string =>
  `The Redis of the queue "${queue}" refuses what the inbox asks of it (${word}): WeChat is told to come again, and what is kept waits. OOM: give it more memory; NOPERM: let its user run EVAL on the keys of the queue.`;
export const INBOX_BACK = (queue: string): string => `The Redis of the queue "${queue}" is back`;
export const NOT_KEPT = (queue: string): string =>
  `The push could not be kept: the queue "${queue}" did not say within some seconds that it has it.`;
export const NOT_OURS =
  'The job is no push of WeChat. Give the inbox a queue that nothing else puts jobs on.';
export const TRIED_AGAIN = (what: string, attempt: number, attempts: number): string =>
  `${what} failed, attempt ${attempt} of ${attempts}: it is tried again`;
export const DEAD_LETTER = (what: string, jobId: string, queue: string): string =>
  `${what} is not tried any more: its push is a dead letter, the failed job ${jobId} of the queue "${queue}". (await queue.getJob('${jobId}')).retry() runs it once more.`;
export const STILL_RUNNING = (seconds: number): string =>
  `Handlers of the inbox still run after ${seconds} s: what they do not end is run again by another process`;
export const LOCK_LOST = (queue: string, reason: string): string =>
  `A job of the queue "${queue}" was taken for that of a dead process while its handler ran here, and is run again (${reason}). Did the process stand still, or was Redis away?`;
