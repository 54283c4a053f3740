import { eachByCursor } from '../cursor.paging.js';
import { spanInSeconds, type WorkTimeSpan } from '../time-span.js';
import type { WorkAgentApi, WorkAnswer } from '../work.api.js';
import { filtersOf } from './filters.js';

/** Reports WeCom gives at once. */
const PAGE = 100;
const DAYS_OF_A_MONTH = 31;
const DAYS_OF_A_YEAR = 366;

/**
 * Which reports are listed: those that meet all conditions. 过滤条件
 *
 * @publicApi
 */
export interface WorkJournalFilters {
  /** userid of who wrote it. */
  creator?: string | undefined;
  departmentId?: number | string | undefined;
  templateId?: string | undefined;
}

/**
 * Work reports of members (汇报).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93393
 * @publicApi
 */
export class WorkJournalService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * The ids (journaluuid) of what was reported within a span, page after page (批量获取汇报记录单号). Calls
   * `POST /cgi-bin/oa/journal/get_record_list` for every hundred, 600 times a minute at most; a page that fails throws.
   *
   * @param span a month at most
   * @throws {RangeError} for more than 31 days, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93393
   */
  async *list(
    span: WorkTimeSpan,
    { creator, departmentId, templateId }: WorkJournalFilters = {},
  ): AsyncGenerator<string, void, undefined> {
    const { start, end } = spanInSeconds(span, DAYS_OF_A_MONTH);
    const filters = filtersOf({ creator, department: departmentId, template_id: templateId });
    const asked = { starttime: start, endtime: end, limit: PAGE, ...filters };
    yield* eachByCursor(async (cursor = '0') => {
      const page = await this.client.request('POST /cgi-bin/oa/journal/get_record_list', {
        body: { ...asked, cursor: Number(cursor) },
      });
      const isLast = page.endflag === 1 || page.next_cursor === undefined;
      return { items: page.journaluuid_list, next: isLast ? undefined : String(page.next_cursor) };
    });
  }

  /**
   * A report, with who read it and what was said of it (获取汇报记录详情). Calls `POST /cgi-bin/oa/journal/get_record_detail`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93394
   */
  async get(journalUuid: string): Promise<WorkAnswer<'POST /cgi-bin/oa/journal/get_record_detail'>['info']> {
    const { info } = await this.client.request('POST /cgi-bin/oa/journal/get_record_detail', {
      body: { journaluuid: journalUuid },
    });
    return info;
  }

  /**
   * Who reported and who did not, once a period is over and counted (获取汇报统计数据). Calls
   * `POST /cgi-bin/oa/journal/get_stat_list`.
   *
   * @param span a year at most
   * @throws {RangeError} for more than 366 days, or a span that ends before it begins
   * @see https://developer.work.weixin.qq.com/document/path/93395
   */
  async listStats(
    templateId: string,
    span: WorkTimeSpan,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/journal/get_stat_list'>['stat_list']> {
    const { start, end } = spanInSeconds(span, DAYS_OF_A_YEAR);
    const { stat_list } = await this.client.request('POST /cgi-bin/oa/journal/get_stat_list', {
      body: { template_id: templateId, starttime: start, endtime: end },
    });
    return stat_list;
  }

  /**
   * Has a document that a report holds written as a file (导出文档). Calls `POST /cgi-bin/oa/journal/export_doc`.
   *
   * @returns the jobid, for {@link getExportResult}
   * @see https://developer.work.weixin.qq.com/document/path/96108
   */
  async exportDoc(journalUuid: string, docId: string): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/oa/journal/export_doc', {
      body: { journaluuid: journalUuid, docid: docId },
    });
    return jobid;
  }

  /**
   * How far the export is, and where the file is once it is written (查询导出任务). Calls
   * `POST /cgi-bin/oa/journal/get_export_doc_result`.
   *
   * @see https://developer.work.weixin.qq.com/document/path/96108
   */
  getExportResult(jobId: string): Promise<WorkAnswer<'POST /cgi-bin/oa/journal/get_export_doc_result'>> {
    return this.client.request('POST /cgi-bin/oa/journal/get_export_doc_result', { body: { jobid: jobId } });
  }

  /**
   * Where a file of WeDrive that is attached to a report can be fetched for two hours (下载微盘文件). Calls
   * `POST /cgi-bin/oa/journal/download_wedrive_file`.
   *
   * @returns an address, and the cookie it wants: `cookie: <cookie_name>=<cookie_value>`
   * @see https://developer.work.weixin.qq.com/document/path/98021
   */
  downloadWeDriveFile(
    journalUuid: string,
    fileId: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/oa/journal/download_wedrive_file'>> {
    return this.client.request('POST /cgi-bin/oa/journal/download_wedrive_file', {
      body: { journaluuid: journalUuid, fileid: fileId },
    });
  }
}
