import type { WorkAgentRoute, WorkEndpoints } from '../catalog/work.js';
import { type ApiCaller, CatalogClient, type ClientRooms } from '../client/index.js';
import { WeChatConfigError } from '../common/index.js';
import { WorkAppService } from './app/app.service.js';
import { WorkMenuService } from './app/menu.service.js';
import { WorkWorkbenchService } from './app/workbench.service.js';
import { WorkDepartmentService } from './contacts/department.service.js';
import { downloadWith } from './contacts/export.download.js';
import { WorkExportService } from './contacts/export.service.js';
import { WorkTagService } from './contacts/tag.service.js';
import { WorkUserService } from './contacts/user.service.js';
import { WorkCustomer } from './customer/customer.js';
import { WorkIdConvertService } from './id-convert/id-convert.service.js';
import { WorkJsSdkService } from './js-sdk/work-js-sdk.service.js';
import type { WorkTicketKey } from './js-sdk/work-ticket.source.js';
import { WorkKf } from './kf/kf.js';
import { WorkLivingService } from './living/living.service.js';
import { WorkLoginService } from './login/login.service.js';
import { WorkAgentMediaService } from './media/agent-media.service.js';
import { WorkMeetingService } from './meeting/meeting.service.js';
import { WorkAppChatService } from './message/app-chat.service.js';
import { WorkMessageService } from './message/message.service.js';
import { WorkMiniProgramService } from './mini-program/mini-program.service.js';
import { WorkOa } from './oa/oa.js';
import { WorkWeDrive } from './we-drive/we-drive.js';
import { AGENT_ID_NEEDED, LOGIN_ELSEWHERE } from './work.messages.js';
import type { WorkCorpSetup } from './work-corp.js';

export const WORK_AGENT_KIND = 'work-agent';

/** What an agent is made with. */
export interface WorkAgentRooms {
  readonly corp: WorkCorpSetup;
  /** What tells it from other agents of the corporation: its AgentId, or its name where it has none. */
  readonly key: string;
  readonly agentId?: string | undefined;
  /** Finds out the AgentId of an application whose corporation told it. */
  readonly findAgentId?: (() => Promise<string>) | undefined;
  /** Where people log in, when not with the agent itself. */
  readonly loginElsewhere?: string | undefined;
  readonly caller: ApiCaller;
  /** A live ticket. */
  readonly ticket: (key: WorkTicketKey) => string | Promise<string>;
  /** Where cursors are kept, and how processes agree on who reads on. */
  readonly keeping: Pick<ClientRooms, 'credentials' | 'coordination'>;
}

/**
 * One secret of a corporation: an application (自建应用, 第三方应用), or one of the console's own (客户联系, 微信客服 …). Its
 * services, and every route its token can call through `request`.
 *
 * @publicApi
 */
export class WorkAgent extends CatalogClient<WorkEndpoints, WorkAgentRoute> {
  readonly kind = WORK_AGENT_KIND;
  readonly #rooms: WorkAgentRooms;

  constructor(name: string, rooms: WorkAgentRooms) {
    super(name, `${rooms.corp.corpId}/${rooms.key}`, rooms.caller);
    this.#rooms = rooms;
  }

  /** 企业ID of the corporation it acts in. */
  get corpId(): string {
    return this.#rooms.corp.corpId;
  }

  /** AgentId of the application; undefined for a secret that belongs to none, and for a suite's until it was needed. */
  get agentId(): string | undefined {
    return this.#rooms.agentId;
  }

  /** @internal @throws {WeChatConfigError} for a secret that belongs to no application */
  async requireAgentId(): Promise<number> {
    const { agentId, findAgentId } = this.#rooms;
    const found = agentId ?? (await findAgentId?.());
    if (found === undefined) throw new WeChatConfigError(AGENT_ID_NEEDED(this.name));
    return Number(found);
  }

  /**
   * 身份验证: pages to log in on, and who it was
   *
   * @throws {WeChatConfigError} for a corporation of a suite, whose members log in with the suite
   */
  get login(): WorkLoginService {
    const { loginElsewhere } = this.#rooms;
    if (loginElsewhere !== undefined) throw new WeChatConfigError(LOGIN_ELSEWHERE(this.name, loginElsewhere));
    return this.service(WorkLoginService, () => new WorkLoginService(this, this.#rooms.corp.baseUrls));
  }

  /** JS-SDK: signatures for pages inside WeCom */
  get jsSdk(): WorkJsSdkService {
    return this.service(WorkJsSdkService, () => new WorkJsSdkService(this, this.#rooms.ticket));
  }

  /** 办公: approval, checking in, calendars, meeting rooms, reports, vacations, calls */
  get oa(): WorkOa {
    return this.service(WorkOa);
  }

  /** 客户联系: customers, ways to add members, group chats, messages, moments, tags, transfers, acquisition links */
  get customer(): WorkCustomer {
    return this.service(WorkCustomer);
  }

  /** 微盘 */
  get weDrive(): WorkWeDrive {
    return this.service(WorkWeDrive);
  }

  /** 应用管理 */
  get app(): WorkAppService {
    return this.service(WorkAppService);
  }

  /** 自定义菜单 */
  get menu(): WorkMenuService {
    return this.service(WorkMenuService);
  }

  /** 自定义工作台 */
  get workbench(): WorkWorkbenchService {
    return this.service(WorkWorkbenchService);
  }

  /** 应用消息 */
  get messages(): WorkMessageService {
    return this.service(WorkMessageService);
  }

  /** 群聊会话 */
  get appChats(): WorkAppChatService {
    return this.service(WorkAppChatService);
  }

  /** 素材 */
  get media(): WorkAgentMediaService {
    return this.service(WorkAgentMediaService);
  }

  /** 小程序 */
  get miniProgram(): WorkMiniProgramService {
    return this.service(WorkMiniProgramService);
  }

  /** ID转换 */
  get idConvert(): WorkIdConvertService {
    return this.service(WorkIdConvertService);
  }

  /** 成员 */
  get users(): WorkUserService {
    return this.service(WorkUserService);
  }

  /** 标签 */
  get tags(): WorkTagService {
    return this.service(WorkTagService);
  }

  /** 异步导出 */
  get exports(): WorkExportService {
    return this.service(
      WorkExportService,
      () => new WorkExportService(this, downloadWith(this.#rooms.caller)),
    );
  }

  /** 部门 */
  get departments(): WorkDepartmentService {
    return this.service(WorkDepartmentService);
  }

  /** 微信客服 */
  get kf(): WorkKf {
    return this.service(WorkKf, () => new WorkKf(this, this.#rooms.keeping));
  }

  /** 直播 */
  get livings(): WorkLivingService {
    return this.service(WorkLivingService);
  }

  /** 预约会议 */
  get meetings(): WorkMeetingService {
    return this.service(WorkMeetingService);
  }
}
