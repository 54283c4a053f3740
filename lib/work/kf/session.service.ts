import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

/** Who has a conversation. 会话状态 */
export const WorkKfSessionState = {
  /** 未处理: it is new. */
  NEW: 0,
  /** 由智能助手接待: programs answer. */
  ASSISTANT: 1,
  /** 待接入池排队中: the customer waits for somebody. */
  QUEUE: 2,
  /** 由人工接待: a member answers, and programs may not. */
  SERVICER: 3,
  /** 已结束/未开始 */
  ENDED: 4,
} as const;

/**
 * Who has the conversation with a customer (会话分配与消息收发).
 *
 * @see https://developer.work.weixin.qq.com/document/path/94669
 * @publicApi
 */
export class WorkKfSessionService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Who has a conversation (获取会话状态). Calls `POST /cgi-bin/kf/service_state/get`.
   *
   * @returns its state, one of {@link WorkKfSessionState}, and the member who answers
   * @see https://developer.work.weixin.qq.com/document/path/94669
   */
  getState(
    openKfId: string,
    externalUserId: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/kf/service_state/get'>> {
    return this.client.request('POST /cgi-bin/kf/service_state/get', {
      body: { open_kfid: openKfId, external_userid: externalUserId },
    });
  }

  /**
   * Hands a conversation on (变更会话状态). Calls `POST /cgi-bin/kf/service_state/trans`.
   *
   * @param state one of {@link WorkKfSessionState}
   * @param servicerUserId who is to answer, for the state `SERVICER`
   * @returns a code for one message to the customer about it, to be given to `messages.sendOnEvent`; undefined where WeCom gives
   * none
   * @throws {WeChatApiError} 95016 for a state the conversation cannot go to, 95014 for a member who does not serve the account
   * @see https://developer.work.weixin.qq.com/document/path/94669
   */
  async transfer(
    openKfId: string,
    externalUserId: string,
    state: number,
    servicerUserId?: string,
  ): Promise<string | undefined> {
    const { msg_code } = await this.client.request('POST /cgi-bin/kf/service_state/trans', {
      body: {
        open_kfid: openKfId,
        external_userid: externalUserId,
        service_state: state,
        ...(servicerUserId === undefined ? {} : { servicer_userid: servicerUserId }),
      },
    });
    return msg_code || undefined;
  }
}
