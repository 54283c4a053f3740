/**
 * What a robot said in its group. 群机器人消息
 *
 * @publicApi
 */
export interface SandboxRobotMessage {
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  readonly msgtype: string;
  /** What was sent under the name of its `msgtype`. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Of a text or a markdown. */
  readonly text: string;
}
