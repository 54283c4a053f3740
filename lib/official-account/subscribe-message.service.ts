import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { eachItem } from './paging.js';

type Data<Route extends 'GET /wxaapi/newtmpl/gettemplate' | 'GET /wxaapi/newtmpl/getcategory'> =
  OfficialAnswer<Route>['data'];
type PublicTemplate = OfficialAnswer<'GET /wxaapi/newtmpl/getpubtemplatetitles'>['data'][number];
type Keyword = OfficialAnswer<'GET /wxaapi/newtmpl/getpubtemplatekeywords'>['data'][number];
type OneTimeMessage = BodyOf<'POST /cgi-bin/message/template/subscribe'>;

const PAGE = 30;
const KEYWORDS = { least: 2, most: 5 };
const MAX_SCENE_DESCRIPTION = 15;
const MAX_SCENE = 10_000;
const MAX_RESERVED = 128;
const MAX_TITLE = 15;

/** Where a tap on the message leads; with both, the mini program is opened. */
export interface SubscribeMessageOptions {
  /** A web page. */
  page?: string;
  miniprogram?: { appid: string; pagepath: string };
}

/** What a person is asked to allow once. */
export interface OneTimeSubscriptionOptions {
  templateId: string;
  /** A number of your own, 0 to 10000: one message may be sent for each. */
  scene: number;
  /** Where the person comes back to, with openid, template_id, action and scene. */
  redirectUrl: string;
  /** Comes back as it is: letters and digits, at most 128; tie it to the session against forged returns. */
  reserved?: string;
}

/**
 * Subscription notifications (订阅通知), and the older one-time messages (一次性订阅消息).
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/Subscription_Messages/api.html
 * @publicApi
 */
export class OfficialAccountSubscribeMessageService {
  constructor(
    private readonly client: OfficialAccountApi,
    private readonly mpUrl: string,
  ) {}

  /**
   * Sends a notification a person subscribed to (发送订阅通知). Calls `POST /cgi-bin/message/subscribe/bizsend`.
   *
   * @param data the text of each keyword, `{ thing1: '奶茶' }`; how long one may be follows from its kind
   * @throws {WeChatApiError} 43101 when the person has not subscribed, 47003 for a text its keyword does not take
   */
  async send(
    openid: string,
    templateId: string,
    data: Readonly<Record<string, string>>,
    options: SubscribeMessageOptions = {},
  ): Promise<void> {
    const { page, miniprogram } = options;
    const values = Object.entries(data).map(([keyword, value]) => [keyword, { value }]);
    await this.client.request('POST /cgi-bin/message/subscribe/bizsend', {
      body: {
        touser: openid,
        template_id: templateId,
        ...(page === undefined ? {} : { page }),
        ...(miniprogram ? { miniprogram } : {}),
        data: Object.fromEntries(values) as Record<string, { value: string }>,
      },
    });
  }

  /**
   * Puts a template together from the public library (选用模板). Calls `POST /wxaapi/newtmpl/addtemplate`.
   *
   * @param tid of {@link listPublicTemplates}
   * @param keywordIds two to five, of {@link listKeywords}, in the order wished; none for a template that is fixed
   * @param sceneDescription what it is for, at most 15 characters
   * @returns the template's id
   * @throws {RangeError} for numbers beyond these
   * @throws {WeChatApiError} 200014 for a wrong tid, 200020 for wrong keywords, 200012 beyond 25 templates
   */
  async addTemplate(
    tid: string | number,
    keywordIds: readonly number[],
    sceneDescription = '',
  ): Promise<string> {
    const { least, most } = KEYWORDS;
    const count = keywordIds.length;
    if (count > 0 && (count < least || count > most)) {
      throw new RangeError(`A template takes ${least} to ${most} keywords, not ${count}`);
    }
    if ([...sceneDescription].length > MAX_SCENE_DESCRIPTION) {
      throw new RangeError(`sceneDescription takes ${MAX_SCENE_DESCRIPTION} characters at most`);
    }
    const { priTmplId } = await this.client.request('POST /wxaapi/newtmpl/addtemplate', {
      body: { tid: String(tid), kidList: [...keywordIds], sceneDesc: sceneDescription },
    });
    return priTmplId;
  }

  /** Removes a template (删除模板). Calls `POST /wxaapi/newtmpl/deltemplate`. */
  async deleteTemplate(templateId: string): Promise<void> {
    await this.client.request('POST /wxaapi/newtmpl/deltemplate', { body: { priTmplId: templateId } });
  }

  /** The account's templates (获取私有模板列表). Calls `GET /wxaapi/newtmpl/gettemplate`. */
  async listTemplates(): Promise<Data<'GET /wxaapi/newtmpl/gettemplate'>> {
    const { data } = await this.client.request('GET /wxaapi/newtmpl/gettemplate');
    return data;
  }

  /** The account's categories (获取公众号类目). Calls `GET /wxaapi/newtmpl/getcategory`. */
  async listCategories(): Promise<Data<'GET /wxaapi/newtmpl/getcategory'>> {
    const { data } = await this.client.request('GET /wxaapi/newtmpl/getcategory');
    return data;
  }

  /** The keywords of a public template (获取模板中的关键词). Calls `GET /wxaapi/newtmpl/getpubtemplatekeywords`. */
  async listKeywords(tid: string | number): Promise<Keyword[]> {
    const { data } = await this.client.request('GET /wxaapi/newtmpl/getpubtemplatekeywords', {
      query: { tid: String(tid) },
    });
    return data;
  }

  /**
   * The public templates of some categories, page after page (获取类目下的公共模板). Calls
   * `GET /wxaapi/newtmpl/getpubtemplatetitles` for every thirty; a page that fails throws.
   *
   * @param categoryIds of {@link listCategories}
   */
  listPublicTemplates(
    categoryIds: readonly (string | number)[],
  ): AsyncGenerator<PublicTemplate, void, undefined> {
    const ids = categoryIds.join(',');
    return eachItem(PAGE, async (start, limit) => {
      const { data: items, count: total } = await this.client.request(
        'GET /wxaapi/newtmpl/getpubtemplatetitles',
        {
          query: { ids, start, limit },
        },
      );
      return { items, total };
    });
  }

  /**
   * The address that asks a person for one message (一次性订阅消息, 用户同意授权), to be opened inside WeChat: a local
   * computation.
   *
   * @throws {RangeError} for a scene or a reserved text outside WeChat's limits
   * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/One-time_subscription_info.html
   */
  oneTimeUrl({ templateId, scene, redirectUrl, reserved }: OneTimeSubscriptionOptions): string {
    if (!(Number.isInteger(scene) && scene >= 0 && scene <= MAX_SCENE)) {
      throw new RangeError(`scene takes 0 to ${MAX_SCENE}, not ${scene}`);
    }
    if (reserved !== undefined && !(/^[a-zA-Z0-9]*$/.test(reserved) && reserved.length <= MAX_RESERVED)) {
      throw new RangeError(`reserved takes ${MAX_RESERVED} letters and digits at most`);
    }
    const query: Record<string, string> = {
      action: 'get_confirm',
      appid: this.client.appId,
      scene: String(scene),
      template_id: templateId,
      redirect_url: redirectUrl,
      ...(reserved === undefined ? {} : { reserved }),
    };
    const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    return `${this.mpUrl}/mp/subscribemsg?${pairs.join('&')}#wechat_redirect`;
  }

  /**
   * Sends the one message a person has allowed (发送一次性订阅消息). Calls `POST /cgi-bin/message/template/subscribe`.
   *
   * @param message `title` takes 15 characters, `data.content.value` 200; `scene` is that of {@link oneTimeUrl}
   * @throws {RangeError} for a longer title
   * @see https://developers.weixin.qq.com/doc/offiaccount/Message_Management/One-time_subscription_info.html
   */
  async sendOneTime(message: OneTimeMessage): Promise<void> {
    if ([...message.title].length > MAX_TITLE) {
      throw new RangeError(`title takes ${MAX_TITLE} characters at most`);
    }
    await this.client.request('POST /cgi-bin/message/template/subscribe', { body: message });
  }
}
