/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import {
  type AuthorizedInfo,
  type CallbackContext,
  type ComponentVerifyTicketInfo,
  type InfoBase,
  miniProgram,
  type MiniProgram,
  officialAccount,
  type OfficialAccount,
  type OfficialInfos,
  type OpenPlatform,
  type SubscribeEvent,
  type UnauthorizedInfo,
  type UpdateauthorizedInfo,
  WeChatInfo,
  WeChatLogin,
} from 'nestjs-wechat-sdk';

interface BrandNewInfo extends InfoBase<'brand_new'> {
  Reason: string;
}

declare const platform: OpenPlatform;

export class RightHandlers {
  @WeChatInfo('authorized')
  @WeChatInfo('updateauthorized')
  joined({ AuthorizerAppid, AppId, CreateTime }: AuthorizedInfo | UpdateauthorizedInfo): string[] {
    return [AuthorizerAppid, AppId, CreateTime];
  }

  @WeChatInfo('unauthorized', { AuthorizerAppid: /^wx/ })
  left(info: UnauthorizedInfo, context: CallbackContext<OpenPlatform>): OfficialAccount {
    return context.client.officialAccount(info.AuthorizerAppid);
  }

  @WeChatInfo()
  all(info: OfficialInfos[keyof OfficialInfos]): string {
    return info.InfoType;
  }

  @WeChatInfo<BrandNewInfo>('brand_new')
  fresh({ Reason }: BrandNewInfo): string {
    return Reason;
  }

  @WeChatLogin('platform', { account: (request) => request.params['appid'] })
  page(): void {}
}

export class WrongHandlers {
  // @ts-expect-error a ticket is no authorization
  @WeChatInfo('authorized')
  joined(_info: ComponentVerifyTicketInfo): void {}

  // @ts-expect-error an event is no news for a platform
  @WeChatInfo('unauthorized')
  left(_event: SubscribeEvent): void {}

  // @ts-expect-error a misspelt InfoType
  @WeChatInfo('authorised')
  misspelt(): void {}

  // @ts-expect-error a field it does not have
  @WeChatInfo('unauthorized', { AuthorizationCode: 'c' })
  filtered(): void {}
}

export async function eachTokenHasItsRoutes(): Promise<[OfficialAccount, MiniProgram]> {
  const authorizer = platform.authorizer('wx');
  await authorizer.request('POST /wxa/release', { body: {} });
  // @ts-expect-error a route that carries the account's token
  await platform.request('POST /wxa/release', { body: {} });
  await platform.request('GET /wxa/gettemplatedraftlist');
  // @ts-expect-error a route that carries the platform's token
  await authorizer.request('GET /wxa/gettemplatedraftlist');
  // @ts-expect-error a route of the account itself
  await authorizer.request('GET /cgi-bin/get_current_selfmenu_info');
  return [platform.officialAccount('wx'), platform.miniProgram('wx')];
}

export const definitions = [
  officialAccount({ appId: 'wx', component: 'platform' }),
  miniProgram({ appId: 'wx', component: 'platform', baseUrls: { api: 'http://localhost' } }),
  // @ts-expect-error the platform has no secret of its accounts
  officialAccount({ appId: 'wx', appSecret: 's', component: 'platform' }),
  // @ts-expect-error messages come through the platform
  officialAccount({ appId: 'wx', token: 't', component: 'platform' }),
  // @ts-expect-error tokens come through the platform
  miniProgram({ appId: 'wx', component: 'platform', hub: { url: 'http://localhost', bearer: 'b' } }),
];
