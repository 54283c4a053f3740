import type { ApiCaller } from '../../client/index.js';
import type { WorkAnswer } from '../work.api.js';

const PERMANENT_CODE = 'POST /cgi-bin/service/v2/get_permanent_code';
const AUTH_INFO = 'POST /cgi-bin/service/v2/get_auth_info';
export const CORP_TOKEN_ROUTE = 'POST /cgi-bin/service/get_corp_token';

export type PermanentCode = WorkAnswer<typeof PERMANENT_CODE>;
export type AuthInfo = WorkAnswer<typeof AUTH_INFO>;

interface Status {
  errcode?: number;
  errmsg?: string;
}

/** What a suite asks about the corporations that authorized it. No error quotes a code. */
export class SuiteCalls {
  constructor(
    readonly suiteId: string,
    private readonly caller: ApiCaller,
  ) {}

  /** Name of the suite's client. */
  get client(): string {
    return this.caller.client;
  }

  /** 获取企业永久授权码. The older route takes longer, and the administrator waits. */
  async permanentCode(authCode: string): Promise<PermanentCode> {
    const body = { auth_code: authCode };
    const answer = await this.caller.call(PERMANENT_CODE, { body, secrets: [authCode] });
    const { errcode: _errcode, errmsg: _errmsg, ...told } = answer as PermanentCode & Status;
    return told;
  }

  /** 获取企业授权信息 */
  async authInfo(corpId: string, permanentCode: string): Promise<AuthInfo> {
    return (await this.#about(AUTH_INFO, corpId, permanentCode)) as AuthInfo;
  }

  /** 获取企业凭证 */
  async corpToken(corpId: string, permanentCode: string): Promise<unknown> {
    return this.#about(CORP_TOKEN_ROUTE, corpId, permanentCode);
  }

  #about(route: string, corpId: string, permanentCode: string): Promise<unknown> {
    const body = { auth_corpid: corpId, permanent_code: permanentCode };
    return this.caller.call(route, { body, secrets: [permanentCode] });
  }
}
