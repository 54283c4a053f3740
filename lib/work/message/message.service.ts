import { listOf, partsOf } from '../people.js';
import type { WorkAgentApi, WorkBody } from '../work.api.js';
import { checkRecipients, recipientFields, type WorkRecipients } from './recipients.js';
import type { WorkTemplateCardUpdate } from './template-card.js';
import type { WorkMessageContent } from './work-message.js';

/** How a message is sent. */
export interface WorkMessageOptions {
  /** 1: not to be shared, with a watermark (保密消息); 2, for mpnews: to be shared within the corporation. @default 0 */
  safe?: 0 | 1 | 2 | undefined;
  /** Whether ids in it are shown as names (id转译), for third-party applications. @default false */
  enableIdTrans?: boolean | undefined;
  /**
   * Whether the same content reaches the same people once only within the interval (重复消息检查).
   *
   * @default whether there is a duplicateCheckInterval
   */
  enableDuplicateCheck?: boolean | undefined;
  /** Seconds, at most 4 hours. @default 1800 */
  duplicateCheckInterval?: number | undefined;
}

/** A message that was sent, and whom it did not reach. */
export interface WorkSentMessage {
  /** For {@link WorkMessageService.recall}. */
  readonly msgid: string;
  /** Of a card: {@link WorkMessageService.updateTemplateCard} takes it once, within 72 hours. */
  readonly response_code?: string;
  /** In small letters. */
  readonly invaliduser: string[];
  readonly invalidparty: number[];
  readonly invalidtag: number[];
  /** Members without a licence of the basic interfaces (基础接口许可). */
  readonly unlicenseduser: string[];
}

const LONGEST_INTERVAL = 4 * 3600;

/**
 * Messages of the application to members (发送应用消息). Every method throws a WeChatConfigError for a secret that belongs to no
 * application.
 *
 * @see https://developer.work.weixin.qq.com/document/path/90235
 * @publicApi
 */
export class WorkMessageService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Sends a message (发送应用消息). Calls `POST /cgi-bin/message/send`. It is not repeated after a failure of the network: set
   * `enableDuplicateCheck` to do so yourself.
   *
   * @param to at most 1000 members, 100 departments and 100 tags together; or everybody
   * @param content of `workMessage`: `workMessage.text('…')`
   * @returns whom it did not reach: it goes to the others all the same
   * @throws {RangeError} for nobody, more than these, an id that means others, or an interval beyond 4 hours
   * @throws {WeChatApiError} 81013 when none of them exists and may see the application
   * @see https://developer.work.weixin.qq.com/document/path/90236
   */
  async send(
    to: WorkRecipients,
    content: WorkMessageContent,
    options: WorkMessageOptions = {},
  ): Promise<WorkSentMessage> {
    const fields = { ...content, ...recipientFields(to), ...optionFields(options) };
    const agentid = await this.client.requireAgentId();
    const { msgid, response_code, ...others } = await this.client.request('POST /cgi-bin/message/send', {
      body: { ...fields, agentid } as WorkBody<'POST /cgi-bin/message/send'>,
    });
    return {
      msgid,
      ...(response_code === undefined ? {} : { response_code }),
      invaliduser: partsOf(others.invaliduser),
      invalidparty: partsOf(others.invalidparty).map(Number),
      invalidtag: partsOf(others.invalidtag).map(Number),
      unlicenseduser: partsOf(others.unlicenseduser),
    };
  }

  /**
   * Changes a card that was sent (更新模版卡片消息). Calls `POST /cgi-bin/message/update_template_card`.
   *
   * @param responseCode of {@link send}, or of the event of the card: it works once, within 72 hours
   * @param update another card, or the word on a button that cannot be pressed any more
   * @param to of those who were sent the card, whose is changed
   * @returns whose was not: userids
   * @throws {RangeError} for nobody, or more people than {@link send} takes
   * @throws {WeChatApiError} for a code that was used, or is older
   * @see https://developer.work.weixin.qq.com/document/path/94888
   */
  async updateTemplateCard(
    responseCode: string,
    update: WorkTemplateCardUpdate,
    to: WorkRecipients,
    { enableIdTrans = false }: Pick<WorkMessageOptions, 'enableIdTrans'> = {},
  ): Promise<string[]> {
    checkRecipients(to);
    const people = to.toAll
      ? { atall: 1 as const }
      : { userids: listOf(to.userIds), partyids: listOf(to.partyIds), tagids: listOf(to.tagIds) };
    const fields = {
      ...people,
      ...update,
      response_code: responseCode,
      ...(enableIdTrans && { enable_id_trans: 1 }),
    };
    const agentid = await this.client.requireAgentId();
    const { invaliduser = [] } = await this.client.request('POST /cgi-bin/message/update_template_card', {
      body: { ...fields, agentid } as WorkBody<'POST /cgi-bin/message/update_template_card'>,
    });
    return invaliduser;
  }

  /**
   * Takes back a message sent within 24 hours (撤回应用消息). Calls `POST /cgi-bin/message/recall`.
   *
   * @param msgId of {@link send}
   * @see https://developer.work.weixin.qq.com/document/path/94867
   */
  async recall(msgId: string): Promise<void> {
    await this.client.request('POST /cgi-bin/message/recall', { body: { msgid: msgId } });
  }
}

function optionFields(options: WorkMessageOptions): Partial<WorkBody<'POST /cgi-bin/message/send'>> {
  const { safe, enableIdTrans, duplicateCheckInterval: interval } = options;
  const { enableDuplicateCheck = interval !== undefined } = options;
  if (interval !== undefined && !(Number.isInteger(interval) && interval > 0 && interval <= LONGEST_INTERVAL))
    throw new RangeError(`duplicateCheckInterval takes 1 to ${LONGEST_INTERVAL} seconds, not ${interval}`);
  return {
    safe,
    ...(enableIdTrans && { enable_id_trans: 1 }),
    ...(enableDuplicateCheck && { enable_duplicate_check: 1 }),
    ...(enableDuplicateCheck && interval !== undefined && { duplicate_check_interval: interval }),
  };
}
