import type { UploadFile } from '../catalog/index.js';
import type { OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

type Account = OfficialAnswer<'GET /cgi-bin/customservice/getkflist'>['kf_list'][number];
type OnlineAccount = OfficialAnswer<'GET /cgi-bin/customservice/getonlinekflist'>['kf_online_list'][number];
type Session = OfficialAnswer<'GET /customservice/kfsession/getsession'>;
type WaitingCases = OfficialAnswer<'GET /customservice/kfsession/getwaitcase'>;

/** One line of a conversation: `opercode` 2002 is said by the customer service, 2003 to it. */
export type MessageRecord = OfficialAnswer<'POST /customservice/msgrecord/getmsglist'>['recordlist'][number];

const ACCOUNT = /^\w{1,10}@./;
const MAX_ACCOUNT = 30;
const MAX_NICKNAME = 16;
const MAX_RECORDS = 10_000;
const MAX_SPAN = 24 * 3600;

/**
 * Customer service (客服管理): its accounts (客服账号), written `name@account`, their sessions with people (会话) and what
 * was said. A WeChatApiError with 65400 says that the account has not switched it on, 65401 that there is no such
 * customer-service account.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Customer_Service_Management.html
 * @publicApi
 */
export class OfficialAccountCustomServiceService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Adds an account (添加客服账号); it can be used once a person is bound to it with {@link inviteWorker}. Calls
   * `POST /customservice/kfaccount/add`.
   *
   * @param kfAccount `name@account`: name of 1 to 10 letters, digits or "_", then the official account's WeChat id, at
   *   most 30 characters in all
   * @param nickname at most 16 characters
   * @throws {RangeError} outside these limits
   * @throws {WeChatApiError} 65406 when there is one of that name, 65405 when there are too many
   */
  async add(kfAccount: string, nickname: string): Promise<void> {
    checkAccount(kfAccount);
    checkNickname(nickname);
    await this.client.request('POST /customservice/kfaccount/add', {
      body: { kf_account: kfAccount, nickname },
    });
  }

  /**
   * Changes an account's nickname (设置客服信息). Calls `POST /customservice/kfaccount/update`.
   *
   * @param nickname at most 16 characters
   * @throws {RangeError} for a longer one
   */
  async update(kfAccount: string, nickname: string): Promise<void> {
    checkNickname(nickname);
    await this.client.request('POST /customservice/kfaccount/update', {
      body: { kf_account: kfAccount, nickname },
    });
  }

  /** Removes an account (删除客服账号). Calls `POST /customservice/kfaccount/del`. */
  async delete(kfAccount: string): Promise<void> {
    await this.client.request('POST /customservice/kfaccount/del', { body: { kf_account: kfAccount } });
  }

  /**
   * Sets an account's picture (上传客服头像): JPG, best 640 by 640. Calls `POST /customservice/kfaccount/uploadheadimg`.
   *
   * @throws {WeChatApiError} 40005 for another kind of file, 40009 for one that is too large
   */
  async uploadHeadImage(kfAccount: string, media: UploadFile): Promise<void> {
    await this.client.request('POST /customservice/kfaccount/uploadheadimg', {
      query: { kf_account: kfAccount },
      files: { media },
    });
  }

  /**
   * Invites a person to work under an account (邀请绑定客服账号); they answer in WeChat. Calls
   * `POST /customservice/kfaccount/inviteworker`.
   *
   * @param weChatId 微信号 of the person
   * @throws {WeChatApiError} 65407 when they work here already, 65409 for an unknown person, 65411 while another
   *   invitation to the account is open, 65412 when somebody is bound to it
   */
  async inviteWorker(kfAccount: string, weChatId: string): Promise<void> {
    await this.client.request('POST /customservice/kfaccount/inviteworker', {
      body: { kf_account: kfAccount, invite_wx: weChatId },
    });
  }

  /** All accounts (获取所有客服账号). Calls `GET /cgi-bin/customservice/getkflist`. */
  async list(): Promise<Account[]> {
    const { kf_list } = await this.client.request('GET /cgi-bin/customservice/getkflist');
    return kf_list;
  }

  /** The accounts that are online, with the sessions each has taken (获取在线客服). Calls `GET /cgi-bin/customservice/getonlinekflist`. */
  async listOnline(): Promise<OnlineAccount[]> {
    const { kf_online_list } = await this.client.request('GET /cgi-bin/customservice/getonlinekflist');
    return kf_online_list;
  }

  /**
   * Puts a person through to an account (创建会话), which must be online. Calls `POST /customservice/kfsession/create`.
   *
   * @throws {WeChatApiError} 65414 when the person is with another account, 65415 when the account is not online, 65402
   *   when nobody is bound to it
   * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Session_control.html
   */
  async createSession(openid: string, kfAccount: string): Promise<void> {
    await this.client.request('POST /customservice/kfsession/create', {
      body: { kf_account: kfAccount, openid },
    });
  }

  /**
   * Ends a session (关闭会话). Calls `POST /customservice/kfsession/close`.
   *
   * @throws {WeChatApiError} 65413 when there is none
   * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Session_control.html
   */
  async closeSession(openid: string, kfAccount: string): Promise<void> {
    await this.client.request('POST /customservice/kfsession/close', {
      body: { kf_account: kfAccount, openid },
    });
  }

  /**
   * The session a person is in (获取客户会话状态). Calls `GET /customservice/kfsession/getsession`.
   *
   * @returns `createtime` in seconds; an empty `kf_account` when they are in none
   * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Session_control.html
   */
  getSession(openid: string): Promise<Session> {
    return this.client.request('GET /customservice/kfsession/getsession', { query: { openid } });
  }

  /**
   * The sessions of an account (获取客服会话列表). Calls `GET /customservice/kfsession/getsessionlist`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Session_control.html
   */
  async listSessions(
    kfAccount: string,
  ): Promise<OfficialAnswer<'GET /customservice/kfsession/getsessionlist'>['sessionlist']> {
    const { sessionlist } = await this.client.request('GET /customservice/kfsession/getsessionlist', {
      query: { kf_account: kfAccount },
    });
    return sessionlist;
  }

  /**
   * Who waits to be taken (获取未接入会话列表): how many, and the first hundred, longest waiting first. Calls
   * `GET /customservice/kfsession/getwaitcase`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Session_control.html
   */
  listWaiting(): Promise<WaitingCases> {
    return this.client.request('GET /customservice/kfsession/getwaitcase');
  }

  /**
   * What was said, page after page (获取聊天记录). Calls `POST /customservice/msgrecord/getmsglist` for every ten thousand
   * records; a page that fails throws.
   *
   * @param from the two moments lie at most 24 hours apart
   * @throws {RangeError} for a longer span, or one that ends before it begins
   * @see https://developers.weixin.qq.com/doc/offiaccount/Customer_Service/Obtain_chat_transcript.html
   */
  listMessages(from: Date, to: Date): AsyncGenerator<MessageRecord, void, undefined> {
    const [starttime, endtime] = [from, to].map((moment) => Math.floor(moment.getTime() / 1000)) as [
      number,
      number,
    ];
    const span = endtime - starttime;
    if (!(span >= 0 && span <= MAX_SPAN)) {
      throw new RangeError(`Messages are listed for at most ${MAX_SPAN} seconds (24 hours), not ${span}`);
    }
    return this.#messages(starttime, endtime);
  }

  async *#messages(starttime: number, endtime: number): AsyncGenerator<MessageRecord, void, undefined> {
    let msgid = '1';
    let count: number;
    do {
      const page = await this.client.request('POST /customservice/msgrecord/getmsglist', {
        body: { starttime, endtime, msgid, number: MAX_RECORDS },
      });
      yield* page.recordlist;
      msgid = page.msgid;
      count = page.recordlist.length;
    } while (count >= MAX_RECORDS);
  }
}

function checkAccount(kfAccount: string): void {
  if (!ACCOUNT.test(kfAccount) || kfAccount.length > MAX_ACCOUNT) {
    throw new RangeError(
      `"${kfAccount}" must be name@account: a name of 1 to 10 letters, digits or "_", ${MAX_ACCOUNT} characters in all`,
    );
  }
}

function checkNickname(nickname: string): void {
  const { length } = [...nickname];
  if (length < 1 || length > MAX_NICKNAME) {
    throw new RangeError(`A nickname takes 1 to ${MAX_NICKNAME} characters, not ${length}`);
  }
}
