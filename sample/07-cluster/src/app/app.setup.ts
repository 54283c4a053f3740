import type { OfficialAccountOptions } from 'nestjs-wechat-sdk';

/** HTTP Basic, between the hub and its client. */
export interface HubCredentials {
  readonly username: string;
  readonly password: string;
}

/** What one process is told when it starts: in earnest its environment. */
export interface AppSetup {
  /** What it calls itself in the order book and in the log. */
  readonly name: string;
  readonly port: number;
  readonly redisUrl: string;
  /** File of the order book, which both processes write. */
  readonly book: string;
  /** The account: with its secret, or with the hub that has it. */
  readonly account: OfficialAccountOptions;
  /** What the hub asks for; undefined in a process that is none. */
  readonly hub?: HubCredentials;
}
