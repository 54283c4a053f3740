/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import {
  WeChatInfo,
  type WorkCreateAuthInfo,
  type WorkProvider,
  type WorkSuite,
  workSuite,
  type WorkToldInfos,
} from 'nestjs-wechat-sdk/work';

export class Handlers {
  @WeChatInfo('create_auth', { AuthCorpId: 'ww1' })
  created({ AuthCorpId, AuthCode }: WorkToldInfos['create_auth']): string[] {
    return [AuthCorpId, AuthCode];
  }

  @WeChatInfo('create_auth')
  asItCame({ AuthCode }: WorkCreateAuthInfo): string {
    return AuthCode;
  }

  // @ts-expect-error what another InfoType brings
  @WeChatInfo('cancel_auth')
  wrong(_info: WorkToldInfos['create_auth']): void {}

  // @ts-expect-error no such InfoType
  @WeChatInfo('created_auth')
  misspelt(_info: WorkToldInfos['create_auth']): void {}
}

/** Each token calls its own routes. */
export async function kinds(suite: WorkSuite, provider: WorkProvider): Promise<void> {
  await suite.request('GET /cgi-bin/service/get_pre_auth_code');
  await suite.corp('ww1').request('GET /cgi-bin/user/get', { query: { userid: 'a' } });
  await provider.request('GET /cgi-bin/service/get_account_balance');
  // @ts-expect-error of an agent
  await suite.request('GET /cgi-bin/user/get', { query: { userid: 'a' } });
  // @ts-expect-error of a provider
  await suite.request('GET /cgi-bin/service/get_account_balance');
  // @ts-expect-error of a suite
  await provider.request('GET /cgi-bin/service/get_pre_auth_code');
  // @ts-expect-error of a suite
  await suite.corp('ww1').request('GET /cgi-bin/service/get_pre_auth_code');
}

// @ts-expect-error the keys are missing: WeCom seals whatever it sends a suite
export const half = workSuite({ suiteId: 'ww1', suiteSecret: 's', providerCorpId: 'ww2' });
