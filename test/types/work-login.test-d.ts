/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { type LoginUser, WeChatLogin, type WeChatOAuth, WeChatUser } from 'nestjs-wechat-sdk';
import {
  type WorkAgent,
  type WorkContacts,
  type WorkLoginUser,
  type WorkMember,
  type WorkVisitor,
} from 'nestjs-wechat-sdk/work';

declare const assistant: WorkAgent;
declare const contacts: WorkContacts;

export class Pages {
  constructor(private readonly oauth: WeChatOAuth) {}

  @WeChatLogin('corp/assistant')
  desk(@WeChatUser() user: WorkLoginUser): string {
    return user.scope;
  }

  @WeChatLogin('corp/assistant', { scope: 'snsapi_privateinfo' })
  profile(
    @WeChatUser() { userid, mobile = '', avatar = '' }: WorkMember,
    @WeChatUser('email') email?: string,
  ) {
    return [userid, mobile, avatar, email];
  }

  @WeChatLogin('corp/assistant', { visitors: true, returnTo: 'return_to' })
  lobby(@WeChatUser() user: WorkLoginUser): string {
    if (user.userid !== undefined) {
      const member: WorkMember = user;
      // @ts-expect-error a member has no openid
      const openid: string = user.openid;
      // @ts-expect-error nor is a member a customer
      void user.external_userid;
      return member.userid + openid + (user.mobile ?? '');
    }
    const visitor: WorkVisitor = user;
    // @ts-expect-error a visitor has no number to tell
    void user.mobile;
    // @ts-expect-error a stranger is no customer
    const customer: string = user.external_userid;
    return visitor.openid + customer;
  }

  open(request: object): string | undefined {
    // @ts-expect-error nobody may be logged in
    void this.oauth.userOf<WorkLoginUser>(request, 'corp/assistant').userid;
    // @ts-expect-error without the type it is somebody of an official account
    void this.oauth.userOf(request, 'shop')?.userid;
    const ofShop: LoginUser | undefined = this.oauth.userOf(request, 'shop');
    return this.oauth.userOf<WorkLoginUser>(request, 'corp/assistant')?.userid ?? ofShop?.openid;
  }
}

// @ts-expect-error visitors are let in, or not
WeChatLogin('corp/assistant', { visitors: 'yes' });
// @ts-expect-error a misspelt option
WeChatLogin('corp/assistant', { visitor: true });

export async function whoeverDoesItByHand(code: string): Promise<string | undefined> {
  const redirectUri = 'https://crm.example.com/desk';
  assistant.login.authorizeUrl({ redirectUri, scope: 'snsapi_privateinfo' });
  assistant.login.webUrl({ redirectUri, lang: 'en' });
  // @ts-expect-error a scope of official accounts
  assistant.login.authorizeUrl({ redirectUri, scope: 'snsapi_userinfo' });
  // @ts-expect-error a language WeCom has no page in
  assistant.login.qrUrl({ redirectUri, lang: 'fr' });
  // @ts-expect-error 通讯录同步 logs nobody in
  void contacts.login;
  const { userid, user_ticket: ticket } = await assistant.login.getUserInfo(code);
  // @ts-expect-error a ticket is there after snsapi_privateinfo alone
  await assistant.login.getUserDetail(ticket);
  return userid;
}
