import { checkCount } from '../limits.js';
import type { WorkAgentApi, WorkAnswer } from '../work.api.js';
import {
  uploadFile,
  type WorkDriveUpload,
  type WorkDriveUploadOptions,
  type WorkDrivePlace,
} from './file.upload.js';

/** Files WeDrive gives at once. */
const PAGE = 1000;
const SORT_BY_NAME = 1;

/** A file or folder of WeDrive. */
export type WorkDriveFile = WorkAnswer<'POST /cgi-bin/wedrive/file_info'>['file_info'];

/**
 * How files are listed.
 *
 * @publicApi
 */
export interface WorkDriveListOptions {
  /** Of which folder. @default the uppermost one of the space */
  fatherId?: string | undefined;
  /** By name, size or time of change; of each first upwards, then downwards. @default 1 */
  sortType?: 1 | 2 | 3 | 4 | 5 | 6 | undefined;
  /** Who acts, for the secret of WeDrive itself. */
  userId?: string | undefined;
}

/**
 * Files and folders of WeDrive (微盘文件).
 *
 * @see https://developer.work.weixin.qq.com/document/path/93657
 * @publicApi
 */
export class WorkDriveFileService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * What lies in a folder, page after page (获取文件列表). Calls `POST /cgi-bin/wedrive/file_list` for every thousand; a page
   * that fails throws.
   *
   * @see https://developer.work.weixin.qq.com/document/path/93657
   */
  async *list(
    spaceId: string,
    { fatherId = spaceId, sortType = SORT_BY_NAME, userId }: WorkDriveListOptions = {},
  ): AsyncGenerator<WorkDriveFile, void, undefined> {
    let start: number | undefined = 0;
    while (start !== undefined) {
      const page: WorkAnswer<'POST /cgi-bin/wedrive/file_list'> = await this.client.request(
        'POST /cgi-bin/wedrive/file_list',
        {
          body: {
            spaceid: spaceId,
            fatherid: fatherId,
            sort_type: sortType,
            start,
            limit: PAGE,
            userid: userId,
          },
        },
      );
      yield* page.file_list.item;
      // where the next would begin no later, there is none
      start = page.has_more && Number(page.next_start) > start ? page.next_start : undefined;
    }
  }

  /**
   * Puts a file into WeDrive (上传文件). Up to 10 MB it is one call of `POST /cgi-bin/wedrive/file_upload`; what is larger, or
   * given as a function, goes up in blocks of 2 MB (文件分块上传: `file_upload_init`, `file_upload_part`, `file_upload_finish`), of
   * which no more than one is held in memory. A file WeDrive has already is not sent again.
   *
   * @param file a stream of up to 10 MB, bytes, or a function that opens a file of up to 20 GB: `() => uploadFrom(path)`
   * @returns the fileid
   * @throws {RangeError} for an empty file, or a stream of more than 10 MB
   * @see https://developer.work.weixin.qq.com/document/path/97880
   * @see https://developer.work.weixin.qq.com/document/path/98004
   */
  upload(
    place: WorkDrivePlace,
    file: WorkDriveUpload,
    options: WorkDriveUploadOptions = {},
  ): Promise<string> {
    return uploadFile(this.client, place, file, options);
  }

  /**
   * Where a file can be fetched for two hours; no folder and no document of WeCom's own (下载文件). Calls
   * `POST /cgi-bin/wedrive/file_download`.
   *
   * @param file fileid, or the `selectedTicket` of JS-SDK
   * @param userId who acts, for the secret of WeDrive itself
   * @returns an address, and the cookie it wants: `cookie: <cookie_name>=<cookie_value>`
   * @see https://developer.work.weixin.qq.com/document/path/97881
   */
  download(
    file: string | { selectedTicket: string },
    userId?: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/wedrive/file_download'>> {
    const which = typeof file === 'string' ? { fileid: file } : { selected_ticket: file.selectedTicket };
    return this.client.request('POST /cgi-bin/wedrive/file_download', { body: { ...which, userid: userId } });
  }

  /**
   * Creates a folder or an empty document (新建文件夹/文档). Calls `POST /cgi-bin/wedrive/file_create`.
   *
   * @param type 1 folder (文件夹), 3 document (文档), 4 spreadsheet (表格)
   * @param fatherId folder it is put into, the uppermost one of the space by default
   * @param userId who acts, for the secret of WeDrive itself
   * @returns its fileid; its `url` where it is a document
   * @see https://developer.work.weixin.qq.com/document/path/97882
   */
  create(
    spaceId: string,
    type: 1 | 3 | 4,
    name: string,
    fatherId: string = spaceId,
    userId?: string,
  ): Promise<WorkAnswer<'POST /cgi-bin/wedrive/file_create'>> {
    return this.client.request('POST /cgi-bin/wedrive/file_create', {
      body: { spaceid: spaceId, fatherid: fatherId, file_type: type, file_name: name, userid: userId },
    });
  }

  /**
   * Renames a file or folder (重命名文件). Calls `POST /cgi-bin/wedrive/file_rename`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97883
   */
  async rename(fileId: string, name: string, userId?: string): Promise<WorkDriveFile> {
    const { file } = await this.client.request('POST /cgi-bin/wedrive/file_rename', {
      body: { fileid: fileId, new_name: name, userid: userId },
    });
    return file;
  }

  /**
   * Moves files and folders (移动文件). Calls `POST /cgi-bin/wedrive/file_move`.
   *
   * @param fatherId folder they are moved into: that of the space for its uppermost one
   * @param options `replace` puts them in place of those of the same names; `userId` as elsewhere
   * @see https://developer.work.weixin.qq.com/document/path/97884
   */
  async move(
    fatherId: string,
    fileIds: readonly string[],
    { replace = false, userId }: { replace?: boolean | undefined; userId?: string | undefined } = {},
  ): Promise<WorkDriveFile[]> {
    checkCount(fileIds, 'fileIds');
    const { file_list } = await this.client.request('POST /cgi-bin/wedrive/file_move', {
      body: { fatherid: fatherId, fileid: [...fileIds], replace, userid: userId },
    });
    return file_list.item;
  }

  /**
   * Deletes files and folders (删除文件). Calls `POST /cgi-bin/wedrive/file_delete`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97885
   */
  async delete(fileIds: readonly string[], userId?: string): Promise<void> {
    checkCount(fileIds, 'fileIds');
    await this.client.request('POST /cgi-bin/wedrive/file_delete', {
      body: { fileid: [...fileIds], userid: userId },
    });
  }

  /**
   * A file or folder (获取文件信息). Calls `POST /cgi-bin/wedrive/file_info`.
   *
   * @param userId who acts, for the secret of WeDrive itself
   * @see https://developer.work.weixin.qq.com/document/path/97886
   */
  async info(fileId: string, userId?: string): Promise<WorkDriveFile> {
    const { file_info } = await this.client.request('POST /cgi-bin/wedrive/file_info', {
      body: { fileid: fileId, userid: userId },
    });
    return file_info;
  }
}
