import { parseLossless, WeChatConfigError, WeChatParseError } from '../../common/index.js';
import { isFileKey, md5 as md5Of, openSealedFile } from '../../crypto/index.js';
import type { WorkAnswer, WorkSharedApi } from '../work.api.js';
import type { Download } from './export.download.js';

/** Members or departments in a file. */
export interface WorkExportOptions {
  /** 10 000 to 1 000 000; WeCom's own choice is 1 000 000, and its files grow to hundreds of megabytes. @default 10000 */
  blockSize?: number | undefined;
}

/** How far a job is: `status` 0 waiting, 1 under way, 2 done, 3 failed; then its files. */
export type WorkExportResult = WorkAnswer<'GET /cgi-bin/export/get_result'>;
export type WorkExportFile = WorkExportResult['data_list'][number];

/** What a file holds, by the kind of the job. */
export interface WorkExported {
  /** Of members: as `users.listNames` or `users.list` give them. */
  readonly userlist?: WorkAnswer<'GET /cgi-bin/user/list'>['userlist'];
  /** Of departments: as `departments.list` gives them. */
  readonly department?: WorkAnswer<'GET /cgi-bin/department/list'>['department'];
  /** Of a tag, beside `userlist`: its departments. */
  readonly partylist?: number[];
}

const SMALLEST_BLOCK = 10_000;

/**
 * Exports of the address book (异步导出接口), for corporations whose lists are long. A job ends with the event
 * `batch_job_result`; its files are sealed with a key of your own choice.
 *
 * @see https://developer.work.weixin.qq.com/document/path/94848
 * @publicApi
 */
export class WorkExportService {
  readonly #download: Download;

  constructor(
    private readonly client: WorkSharedApi,
    download: Download,
  ) {
    this.#download = download;
  }

  /**
   * Exports names and departments of the members (导出成员). Calls `POST /cgi-bin/export/simple_user`.
   *
   * @param key what the files are sealed with: 43 letters and digits, 32 bytes as base64
   * @returns the job, for {@link getResult}
   * @throws {WeChatConfigError} for a key that is none
   * @see https://developer.work.weixin.qq.com/document/path/94849
   */
  async userNames(key: string, options?: WorkExportOptions): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/export/simple_user', {
      body: bodyOf(key, options),
    });
    return jobid;
  }

  /**
   * Exports the members (导出成员详情). Calls `POST /cgi-bin/export/user`.
   *
   * @param key as in {@link userNames}
   * @returns the job, for {@link getResult}
   * @throws {WeChatConfigError} for a key that is none
   * @see https://developer.work.weixin.qq.com/document/path/94851
   */
  async users(key: string, options?: WorkExportOptions): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/export/user', { body: bodyOf(key, options) });
    return jobid;
  }

  /**
   * Exports the departments (导出部门). Calls `POST /cgi-bin/export/department`.
   *
   * @param key as in {@link userNames}
   * @returns the job, for {@link getResult}
   * @throws {WeChatConfigError} for a key that is none
   * @see https://developer.work.weixin.qq.com/document/path/94852
   */
  async departments(key: string, options?: WorkExportOptions): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/export/department', {
      body: bodyOf(key, options),
    });
    return jobid;
  }

  /**
   * Exports who carries a tag (导出标签成员). Calls `POST /cgi-bin/export/taguser`.
   *
   * @param key as in {@link userNames}
   * @returns the job, for {@link getResult}
   * @throws {WeChatConfigError} for a key that is none
   * @throws {WeChatApiError} 40068 for an unknown tag
   * @see https://developer.work.weixin.qq.com/document/path/94853
   */
  async tagUsers(tagId: number, key: string, options?: WorkExportOptions): Promise<string> {
    const { jobid } = await this.client.request('POST /cgi-bin/export/taguser', {
      body: { tagid: tagId, ...bodyOf(key, options) },
    });
    return jobid;
  }

  /**
   * How a job went (获取导出结果). Calls `GET /cgi-bin/export/get_result`. The files can be had for two hours.
   *
   * @see https://developer.work.weixin.qq.com/document/path/94854
   */
  getResult(jobId: string): Promise<WorkExportResult> {
    return this.client.request('GET /cgi-bin/export/get_result', { query: { jobid: jobId } });
  }

  /**
   * Downloads a file of a job and opens it.
   *
   * @param file of {@link getResult}
   * @param key what the job was begun with
   * @throws {WeChatParseError} when it is not what was announced, by length and MD5
   * @throws {WeChatDecryptError} when it was sealed with another key
   * @throws {WeChatHttpError} when the address has expired, and what else may go wrong on the way
   * @see https://developer.work.weixin.qq.com/document/path/94854
   */
  async download({ url, size, md5 }: WorkExportFile, key: string): Promise<WorkExported> {
    checkKey(key);
    const sealed = await this.#download(url);
    if (sealed.length !== size || md5Of(sealed) !== md5.toLowerCase())
      throw new WeChatParseError(
        `The exported file is not the one WeCom announced (${sealed.length} bytes, not ${size}): download it again`,
      );
    return parseLossless(openSealedFile(sealed, key).toString('utf8')) as WorkExported;
  }
}

function bodyOf(
  encoding_aeskey: string,
  { blockSize = SMALLEST_BLOCK }: WorkExportOptions = {},
): { encoding_aeskey: string; block_size: number } {
  checkKey(encoding_aeskey);
  return { encoding_aeskey, block_size: blockSize };
}

function checkKey(key: string): void {
  if (key.length !== 43 || !isFileKey(key))
    throw new WeChatConfigError(
      'The key of an export is no key: it takes 43 letters and digits, as EncodingAESKey has',
    );
}
