import { eachItem } from '../../common/index.js';
import { checkCount } from '../limits.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

/** Calls WeCom gives at once. */
const PAGE = 100;
const DAYS = 30;

/**
 * Telephone calls: of an application to members (紧急通知), and of members at the corporation's expense (公费电话).
 *
 * @see https://developer.work.weixin.qq.com/document/path/91627
 * @publicApi
 */
export class WorkDialService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Calls members, and tells them to look at what the application sent (发起语音电话). Calls `POST /cgi-bin/pstncc/call`.
   *
   * @returns for each `callid`, and `code` 0 where the call was begun
   * @throws {RangeError} for nobody
   * @throws {WeChatApiError} 301050 while 紧急通知 is not switched on, 301051 without credit, 301049 for an application that
   * may not use it
   * @see https://developer.work.weixin.qq.com/document/path/91627
   */
  async call(userIds: readonly string[]): Promise<WorkAnswer<'POST /cgi-bin/pstncc/call'>['states']> {
    checkCount(userIds, 'userIds');
    const { states } = await this.client.request('POST /cgi-bin/pstncc/call', {
      body: { callee_userid: [...userIds] },
    });
    return states;
  }

  /**
   * Whether a member answered, within seven days (获取接听状态). Calls `POST /cgi-bin/pstncc/getstates`.
   *
   * @returns `talktime` in seconds; `reason` 0 for a call that ended well
   * @see https://developer.work.weixin.qq.com/document/path/91628
   */
  getStates(userId: string, callId: string): Promise<WorkAnswer<'POST /cgi-bin/pstncc/getstates'>> {
    return this.client.request('POST /cgi-bin/pstncc/getstates', {
      body: { callee_userid: userId, callid: callId },
    });
  }

  /**
   * Calls that were answered, page after page (获取公费电话拨打记录). Calls `POST /cgi-bin/dial/get_dial_record` for every hundred; a
   * page that fails throws.
   *
   * @param span 30 days at most, of a longer one WeCom would leave out the beginning; the last 30 days otherwise
   * @throws {RangeError} for a longer span, or one that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93662
   */
  async *listRecords(
    span?: WorkTimeSpan,
  ): AsyncGenerator<WorkAnswer<'POST /cgi-bin/dial/get_dial_record'>['record'][number], void, undefined> {
    const within = span && spanInSeconds(span, DAYS);
    const asked = within && { start_time: within.start, end_time: within.end };
    yield* eachItem(PAGE, async (offset, limit) => {
      const { record } = await this.client.request('POST /cgi-bin/dial/get_dial_record', {
        body: { ...asked, offset, limit },
      });
      return { items: record };
    });
  }
}
