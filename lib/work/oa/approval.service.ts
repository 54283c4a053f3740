import { eachByCursor } from '../cursor.paging.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer, WorkBody } from '../work.api.js';
import { filtersOf } from './filters.js';

/** Applications WeCom gives at once. */
const PAGE = 100;

/**
 * Which applications are listed: those that meet all conditions. 筛选条件
 *
 * @publicApi
 */
export interface WorkApprovalFilters {
  templateId?: string | undefined;
  /** userid of who applied. */
  creator?: string | undefined;
  /** Departments of who applied; one of several is enough. */
  departmentId?: number | string | readonly (number | string)[] | undefined;
  /** 审批中, 已通过, 已驳回, 已撤销, 通过后撤销, 已删除, 已支付 */
  spStatus?: 1 | 2 | 3 | 4 | 6 | 7 | 10 | undefined;
  /** 请假, 打卡补卡, 出差, 外出, 加班, 调班, 会议室预定, 退款审批, 红包报销审批; of applications since June 2021 alone. */
  recordType?: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | undefined;
}

/**
 * Approval (审批): templates, and what members apply for.
 *
 * @see https://developer.work.weixin.qq.com/document/path/91853
 * @publicApi
 */
export class WorkApprovalService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * A template with its controls (获取审批模板详情). Calls `POST /cgi-bin/oa/gettemplatedetail`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/91982
   */
  getTemplate(templateId: string): Promise<WorkAnswer<'POST /cgi-bin/oa/gettemplatedetail'>> {
    return this.client.request('POST /cgi-bin/oa/gettemplatedetail', { body: { template_id: templateId } });
  }

  /**
   * Creates a template (创建审批模板). Calls `POST /cgi-bin/oa/approval/create_template`.
   *
   * @returns its template_id
   * @see https://developer.work.weixin.qq.com/document/path/97437
   */
  async createTemplate(template: WorkBody<'POST /cgi-bin/oa/approval/create_template'>): Promise<string> {
    const { template_id } = await this.client.request('POST /cgi-bin/oa/approval/create_template', {
      body: template,
    });
    return template_id;
  }

  /**
   * Puts new controls in place of those a template has (更新审批模板). Calls `POST /cgi-bin/oa/approval/update_template`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/97438
   */
  async updateTemplate(template: WorkBody<'POST /cgi-bin/oa/approval/update_template'>): Promise<void> {
    await this.client.request('POST /cgi-bin/oa/approval/update_template', { body: template });
  }

  /**
   * Copies a template of a third-party application into the corporation (复制/更新模板到企业). Calls
   * `POST /cgi-bin/oa/approval/copytemplate`.
   *
   * @returns its template_id there
   * @see https://developer.work.weixin.qq.com/document/path/92630
   */
  async copyTemplate(openTemplateId: string): Promise<string> {
    const { template_id } = await this.client.request('POST /cgi-bin/oa/approval/copytemplate', {
      body: { open_template_id: openTemplateId },
    });
    return template_id;
  }

  /**
   * Applies for something in the name of a member (提交审批申请). Calls `POST /cgi-bin/oa/applyevent`. It is not repeated when
   * the network fails: see first, with {@link list}, whether it has arrived.
   *
   * @param application controls as {@link getTemplate} shows them, by their `id`
   * @returns its number, sp_no
   * @throws {WeChatApiError} 301025 for contents that do not fit the template
   * @see https://developer.work.weixin.qq.com/document/path/91853
   */
  async apply(application: WorkBody<'POST /cgi-bin/oa/applyevent'>): Promise<string> {
    const { sp_no } = await this.client.request('POST /cgi-bin/oa/applyevent', { body: application });
    return sp_no;
  }

  /**
   * The numbers (sp_no) of what was applied for within a span, page after page (批量获取审批单号). Calls
   * `POST /cgi-bin/oa/getapprovalinfo` for every hundred, 600 times a minute at most; a page that fails throws.
   *
   * @throws {RangeError} for a span that ends before it begins
   * @throws {WeChatApiError} 301025 for a span or a condition that cannot be
   * @see https://developer.work.weixin.qq.com/document/path/91816
   */
  async *list(
    span: WorkTimeSpan,
    conditions: WorkApprovalFilters = {},
  ): AsyncGenerator<string, void, undefined> {
    const { start, end } = spanInSeconds(span);
    const asked = {
      starttime: String(start),
      endtime: String(end),
      size: PAGE,
      ...filtersOf({
        template_id: conditions.templateId,
        creator: conditions.creator,
        department: conditions.departmentId,
        sp_status: conditions.spStatus,
        record_type: conditions.recordType,
      }),
    };
    yield* eachByCursor(async (cursor = '') => {
      const page = await this.client.request('POST /cgi-bin/oa/getapprovalinfo', {
        body: { ...asked, new_cursor: cursor },
      });
      return { items: page.sp_no_list, next: page.new_next_cursor };
    });
  }

  /**
   * What somebody applied for, who has to approve it, and how it stands (获取审批申请详情). Calls
   * `POST /cgi-bin/oa/getapprovaldetail`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/91983
   */
  async get(spNo: string): Promise<WorkAnswer<'POST /cgi-bin/oa/getapprovaldetail'>['info']> {
    const { info } = await this.client.request('POST /cgi-bin/oa/getapprovaldetail', {
      body: { sp_no: spNo },
    });
    return info;
  }

  /**
   * How an approval within an application of the corporation's own stands, which was begun by JS-SDK (查询自建应用审批单当前状态).
   * Calls `POST /cgi-bin/corp/getopenapprovaldata`.
   *
   * @param thirdNo number the application gave it
   * @see https://developer.work.weixin.qq.com/document/path/90269
   */
  async getOpen(thirdNo: string): Promise<WorkAnswer<'POST /cgi-bin/corp/getopenapprovaldata'>['data']> {
    const { data } = await this.client.request('POST /cgi-bin/corp/getopenapprovaldata', {
      body: { thirdNo },
    });
    return data;
  }
}
