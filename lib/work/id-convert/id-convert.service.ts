import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';

/**
 * Ids of one side as the other knows them (ID转换): third-party applications see ids that are sealed, and later than others.
 *
 * @see https://developer.work.weixin.qq.com/document/path/95890
 * @publicApi
 */
export class WorkIdConvertService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The ids third-party applications see of members (userid转换). Calls `POST /cgi-bin/batch/userid_to_openuserid`.
   *
   * @param userIds at most 1000
   * @see https://developer.work.weixin.qq.com/document/path/95435
   */
  userIdToOpenUserId(
    userIds: readonly string[],
  ): Promise<WorkAnswer<'POST /cgi-bin/batch/userid_to_openuserid'>> {
    return this.client.request('POST /cgi-bin/batch/userid_to_openuserid', {
      body: { userid_list: [...userIds] },
    });
  }

  /**
   * The members behind ids third-party applications see (将加密的userid转换为明文userid). Calls
   * `POST /cgi-bin/batch/openuserid_to_userid`.
   *
   * @param openUserIds at most 1000
   * @param sourceAgentId AgentId of the application that saw them
   * @see https://developer.work.weixin.qq.com/document/path/95884
   */
  openUserIdToUserId(
    openUserIds: readonly string[],
    sourceAgentId: number,
  ): Promise<WorkAnswer<'POST /cgi-bin/batch/openuserid_to_userid'>> {
    return this.client.request('POST /cgi-bin/batch/openuserid_to_userid', {
      body: { open_userid_list: [...openUserIds], source_agentid: sourceAgentId },
    });
  }

  /**
   * The external contact behind somebody an account of WeChat knows (unionid查询external_userid); a `pending_id` while nobody
   * has added them. Calls `POST /cgi-bin/idconvert/unionid_to_external_userid`.
   *
   * @param person `subject_type` says whose account it is: 0 the corporation's, 1 the provider's
   * @see https://developer.work.weixin.qq.com/document/path/95926
   */
  unionidToExternalUserId(
    person: WorkBody<'POST /cgi-bin/idconvert/unionid_to_external_userid'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/idconvert/unionid_to_external_userid'>> {
    return this.client.request('POST /cgi-bin/idconvert/unionid_to_external_userid', { body: person });
  }

  /**
   * What {@link unionidToExternalUserId} called external contacts before they were any (external_userid查询pending_id). Calls
   * `POST /cgi-bin/idconvert/batch/external_userid_to_pending_id`.
   *
   * @param externalUserIds at most 100
   * @param chatId where they are no contacts, a group chat they are in
   * @see https://developer.work.weixin.qq.com/document/path/95926
   */
  async externalUserIdToPendingId(
    externalUserIds: readonly string[],
    chatId?: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/idconvert/batch/external_userid_to_pending_id'>['result']> {
    const { result } = await this.client.request(
      'POST /cgi-bin/idconvert/batch/external_userid_to_pending_id',
      {
        body: { external_userid: [...externalUserIds], ...(chatId === undefined ? {} : { chat_id: chatId }) },
      },
    );
    return result;
  }

  /**
   * The ids third-party applications see of tags on customers (客户标签ID的转换). Calls `POST /cgi-bin/idconvert/external_tagid`.
   *
   * @param externalTagIds at most 1000
   * @see https://developer.work.weixin.qq.com/document/path/95926
   */
  externalTagIdToOpen(
    externalTagIds: readonly string[],
  ): Promise<WorkAnswer<'POST /cgi-bin/idconvert/external_tagid'>> {
    return this.client.request('POST /cgi-bin/idconvert/external_tagid', {
      body: { external_tagid_list: [...externalTagIds] },
    });
  }

  /**
   * The ids third-party applications see of accounts of 微信客服 (微信客服ID的转换). Calls `POST /cgi-bin/idconvert/open_kfid`.
   *
   * @param openKfIds at most 1000
   * @see https://developer.work.weixin.qq.com/document/path/97064
   */
  openKfIdToNew(openKfIds: readonly string[]): Promise<WorkAnswer<'POST /cgi-bin/idconvert/open_kfid'>> {
    return this.client.request('POST /cgi-bin/idconvert/open_kfid', {
      body: { open_kfid_list: [...openKfIds] },
    });
  }

  /**
   * The ids third-party applications see of group chats (群ID的转换). Calls `POST /cgi-bin/idconvert/chatid`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/99601
   */
  chatIdToNew(chatIds: readonly string[]): Promise<WorkAnswer<'POST /cgi-bin/idconvert/chatid'>> {
    return this.client.request('POST /cgi-bin/idconvert/chatid', { body: { chat_id_list: [...chatIds] } });
  }

  /**
   * Who stands behind temporary ids of people outside (tmp_external_userid的转换). Calls
   * `POST /cgi-bin/idconvert/convert_tmp_external_userid`.
   *
   * @param people where the ids come from (`business_type`: 1 meetings, 2 forms …), and whose they are (`user_type`)
   * @see https://developer.work.weixin.qq.com/document/path/98729
   */
  convertTmpExternalUserId(
    people: WorkBody<'POST /cgi-bin/idconvert/convert_tmp_external_userid'>,
  ): Promise<WorkAnswer<'POST /cgi-bin/idconvert/convert_tmp_external_userid'>> {
    return this.client.request('POST /cgi-bin/idconvert/convert_tmp_external_userid', { body: people });
  }
}
