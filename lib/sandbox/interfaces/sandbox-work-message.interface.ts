/**
 * A message an application sent a member, as the member sees it now. 应用消息
 *
 * @publicApi
 */
export interface SandboxWorkMessage {
  readonly msgid: string;
  /** Milliseconds since 1970, by the sandbox's clock. */
  readonly at: number;
  /** Name of the agent that sent it. */
  readonly agent: string;
  /** The group chat it came in, if not to the member alone. */
  readonly chatid?: string | undefined;
  readonly msgtype: string;
  /** What was sent under the name of its `msgtype`. */
  readonly content: Readonly<Record<string, unknown>>;
  /** Of a text, a markdown or a card: what stands foremost in it. */
  readonly text: string;
  /** A template card as it is now, after all updates. 模板卡片 */
  readonly card?: Readonly<Record<string, unknown>>;
  /** What the button of a card says since it was replaced. */
  readonly replacedButton?: string;
  /** Whether it was taken back. 撤回 */
  readonly recalled: boolean;
}
