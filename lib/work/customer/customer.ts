import type { WorkAgentApi } from '../work.api.js';
import { WorkAcquisitionService } from './acquisition.service.js';
import { WorkContactWayService } from './contact-way.service.js';
import { WorkCustomerService } from './customer.service.js';
import { WorkGroupChatService } from './group-chat.service.js';
import { WorkGroupMessageService } from './group-message.service.js';
import { WorkGroupWelcomeService } from './group-welcome.service.js';
import { WorkInterceptRuleService } from './intercept-rule.service.js';
import { WorkJoinWayService } from './join-way.service.js';
import { WorkMomentService } from './moment.service.js';
import { WorkMomentStrategyService } from './moment-strategy.service.js';
import { WorkProductService } from './product.service.js';
import { WorkCustomerStrategyService } from './strategy.service.js';
import { WorkCustomerTagService } from './tag.service.js';
import { WorkTransferService } from './transfer.service.js';

/**
 * The corporation and its customers (客户联系). Called with the secret of 客户联系, or by an application that is allowed to in the
 * console (可调用接口的应用).
 *
 * @publicApi
 */
export class WorkCustomer {
  /** 客户管理 */
  readonly customers: WorkCustomerService;
  /** 「联系我」 */
  readonly contactWays: WorkContactWayService;
  /** 客户群 */
  readonly groupChats: WorkGroupChatService;
  /** 「加入群聊」 */
  readonly joinWays: WorkJoinWayService;
  /** 群发, 新客户欢迎语 */
  readonly messages: WorkGroupMessageService;
  /** 客户朋友圈 */
  readonly moments: WorkMomentService;
  /** 客户联系规则组 */
  readonly strategies: WorkCustomerStrategyService;
  /** 客户朋友圈规则组 */
  readonly momentStrategies: WorkMomentStrategyService;
  /** 客户标签 */
  readonly tags: WorkCustomerTagService;
  /** 在职继承, 离职继承 */
  readonly transfers: WorkTransferService;
  /** 入群欢迎语素材 */
  readonly groupWelcomes: WorkGroupWelcomeService;
  /** 获客助手 */
  readonly acquisition: WorkAcquisitionService;
  /** 商品图册 */
  readonly products: WorkProductService;
  /** 聊天敏感词 */
  readonly interceptRules: WorkInterceptRuleService;

  constructor(client: WorkAgentApi) {
    this.customers = new WorkCustomerService(client);
    this.contactWays = new WorkContactWayService(client);
    this.groupChats = new WorkGroupChatService(client);
    this.joinWays = new WorkJoinWayService(client);
    this.messages = new WorkGroupMessageService(client);
    this.moments = new WorkMomentService(client);
    this.strategies = new WorkCustomerStrategyService(client);
    this.momentStrategies = new WorkMomentStrategyService(client);
    this.tags = new WorkCustomerTagService(client);
    this.transfers = new WorkTransferService(client);
    this.groupWelcomes = new WorkGroupWelcomeService(client);
    this.acquisition = new WorkAcquisitionService(client);
    this.products = new WorkProductService(client);
    this.interceptRules = new WorkInterceptRuleService(client);
  }
}
