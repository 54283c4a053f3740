import type { WorkAgentApi, WorkAnswer } from '../work.api.js';

/** Who opened the mini program. */
export type WorkMiniProgramSession = WorkAnswer<'GET /cgi-bin/miniprogram/jscode2session'>;

/**
 * Mini programs inside WeCom (小程序).
 *
 * @see https://developer.work.weixin.qq.com/document/path/91502
 * @publicApi
 */
export class WorkMiniProgramService {
  constructor(private readonly client: WorkAgentApi) {}

  /**
   * Tells who logged in with `wx.qy.login` (code2Session). Calls `GET /cgi-bin/miniprogram/jscode2session`.
   *
   * @param code of `wx.qy.login`: it works once, within five minutes
   * @returns with the session_key, which is to stay on this side
   * @throws {WeChatApiError} 40029 for a code that is wrong or was used
   * @see https://developer.work.weixin.qq.com/document/path/91507
   */
  code2Session(code: string): Promise<WorkMiniProgramSession> {
    return this.client.request('GET /cgi-bin/miniprogram/jscode2session', {
      query: { js_code: code, grant_type: 'authorization_code' },
    });
  }
}
