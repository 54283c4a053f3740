import type { ClientRooms } from '../../client/index.js';
import type { WorkAgentApi } from '../work.api.js';
import { WorkKfAccountService } from './account.service.js';
import { WorkKfCustomerService } from './customer.service.js';
import { KfInbox } from './kf.inbox.js';
import { KfReader } from './kf.reader.js';
import { WorkKfKnowledgeService } from './knowledge.service.js';
import { WorkKfMessageService } from './message.service.js';
import { WorkKfServicerService } from './servicer.service.js';
import { WorkKfSessionService } from './session.service.js';
import { WorkKfStatisticService } from './statistic.service.js';

/**
 * Customer service for people in WeChat (微信客服), with the secret of 微信客服 or of an application it is opened to.
 *
 * @see https://developer.work.weixin.qq.com/document/path/94638
 * @publicApi
 */
export class WorkKf {
  /** 客服账号 */
  readonly accounts: WorkKfAccountService;
  /** 接待人员 */
  readonly servicers: WorkKfServicerService;
  /** 会话分配 */
  readonly sessions: WorkKfSessionService;
  /** 消息收发 */
  readonly messages: WorkKfMessageService;
  /** 客户信息, 升级服务 */
  readonly customers: WorkKfCustomerService;
  /** 统计 */
  readonly statistics: WorkKfStatisticService;
  /** 知识库 */
  readonly knowledge: WorkKfKnowledgeService;
  /** @internal */
  readonly inbox: KfInbox;

  constructor(
    client: WorkAgentApi & { readonly name: string },
    keeping: Pick<ClientRooms, 'credentials' | 'coordination'>,
  ) {
    const reader = new KfReader(client, keeping);
    this.accounts = new WorkKfAccountService(client);
    this.servicers = new WorkKfServicerService(client);
    this.sessions = new WorkKfSessionService(client);
    this.messages = new WorkKfMessageService(client, reader);
    this.customers = new WorkKfCustomerService(client);
    this.statistics = new WorkKfStatisticService(client);
    this.knowledge = new WorkKfKnowledgeService(client);
    this.inbox = new KfInbox(client.name, reader, this.messages);
  }
}
