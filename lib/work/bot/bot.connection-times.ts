import type { Delay } from './bot.pause.js';

/** How a connection is kept; milliseconds. */
export interface ConnectionTimes {
  readonly handshake: number;
  readonly answer: number;
  readonly heartbeat: number;
  /** Before the next try after a connection that failed or was lost. */
  readonly lost: Delay;
  /** After WeCom refused the secret: it will refuse it again. */
  readonly refused: Delay;
  /** After another connection of the bot pushed ours out: to take it back at once would be a fight. */
  readonly kicked: Delay;
  /** For which closing may take. */
  readonly closing: number;
}

const MINUTE = 60_000;
export const CONNECTION_TIMES: ConnectionTimes = {
  handshake: 10_000,
  answer: 10_000,
  heartbeat: 30_000,
  lost: { first: 1000, most: 30_000 },
  refused: { first: MINUTE, most: 30 * MINUTE },
  kicked: { first: 5 * MINUTE, most: 60 * MINUTE },
  closing: 1000,
};
