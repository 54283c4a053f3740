import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

const MAX_DAYS = 31;

type CorpDay = NonNullable<WorkAnswer<'POST /cgi-bin/kf/get_corp_statistic'>['statistic_list']>[number];
type ServicerDay = NonNullable<
  WorkAnswer<'POST /cgi-bin/kf/get_servicer_statistic'>['statistic_list']
>[number];

/**
 * What customer service did, day by day (统计管理); that of a day is there the day after.
 *
 * @see https://developer.work.weixin.qq.com/document/path/95489
 * @publicApi
 */
export class WorkKfStatisticService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Figures of the corporation (获取「客户数据统计」企业汇总数据). Calls `POST /cgi-bin/kf/get_corp_statistic`.
   *
   * @param span at most 31 days, within the last 180
   * @param openKfId of one account; all together without it
   * @throws {RangeError} for a longer span
   * @see https://developer.work.weixin.qq.com/document/path/95489
   */
  async corp(span: WorkTimeSpan, openKfId?: string): Promise<CorpDay[]> {
    const { statistic_list } = await this.client.request('POST /cgi-bin/kf/get_corp_statistic', {
      body: { ...daysOf(span), ...(openKfId === undefined ? {} : { open_kfid: openKfId }) },
    });
    return statistic_list ?? [];
  }

  /**
   * Figures of those who serve (获取「客户数据统计」接待人员明细数据). Calls `POST /cgi-bin/kf/get_servicer_statistic`.
   *
   * @param span at most 31 days, within the last 180
   * @param of one account, one member, or one member in one account; all together without them
   * @throws {RangeError} for a longer span
   * @see https://developer.work.weixin.qq.com/document/path/95490
   */
  async servicers(
    span: WorkTimeSpan,
    of: { openKfId?: string | undefined; userId?: string | undefined } = {},
  ): Promise<ServicerDay[]> {
    const { statistic_list } = await this.client.request('POST /cgi-bin/kf/get_servicer_statistic', {
      body: {
        ...daysOf(span),
        ...(of.openKfId === undefined ? {} : { open_kfid: of.openKfId }),
        ...(of.userId === undefined ? {} : { servicer_userid: of.userId }),
      },
    });
    return statistic_list ?? [];
  }
}

function daysOf(span: WorkTimeSpan): { start_time: number; end_time: number } {
  const { start, end } = spanInSeconds(span, MAX_DAYS);
  return { start_time: start, end_time: end };
}
