import { BOT_COMMANDS } from './bot.frames.js';
import type { BotSocket } from './bot.socket.js';

/** Heartbeats that may go unanswered one after another. */
const MAX_MISSED = 2;

/**
 * Keeps a connection alive, and cuts one that is dead.
 *
 * @param every milliseconds
 * @returns to be cleared when it has closed
 */
export function beat(socket: Pick<BotSocket, 'request' | 'terminate'>, every: number): NodeJS.Timeout {
  let missed = 0;
  return setInterval(() => {
    if (missed >= MAX_MISSED) {
      socket.terminate();
      return;
    }
    missed += 1;
    socket.request(BOT_COMMANDS.ping).then(
      () => (missed = 0),
      () => undefined, // counted already
    );
  }, every).unref();
}
