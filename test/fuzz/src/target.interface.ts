import type { AdapterName } from '../../src/start-app.js';
import type { WeChatPaySender } from '../../src/wechat-pay.sender.js';

/** What the application under test is started with. */
export interface TargetSetup {
  readonly adapter: AdapterName;
  readonly merchant: WeChatPaySender['credentials'];
}

/** What is known of it once it listens. */
export interface TargetStarted {
  readonly url: string;
  /** 原始 ID of the accounts of the platform, by appid. */
  readonly originalIds: Readonly<Record<string, string>>;
}

/** A handler ran. */
export interface HandlerRun {
  /** Of the request that made it run; undefined for a request that named none. */
  readonly caseId: string | undefined;
  readonly kind: string;
  /** Of a v2 notice alone: what it was given. */
  readonly notice?: Readonly<Record<string, unknown>>;
}

/** What has happened in the application since it was last asked. */
export interface TargetReport {
  readonly runs: readonly HandlerRun[];
  /** Unhandled rejections, uncaught exceptions, process warnings, log lines with a secret in them, or with too much. */
  readonly faults: readonly string[];
  /** Lines the log was told at level `error`, the last few. */
  readonly errors: readonly string[];
  /** What is still reachable after a collection, in bytes; where it was asked for. */
  readonly heap?: number;
  /** Whether `Object.prototype` is as it was. */
  readonly isPrototypeClean: boolean;
}

export type TargetOrder = { readonly id: number; readonly collect: boolean };
export type TargetMessage = TargetStarted | { readonly id: number; readonly result: TargetReport };
