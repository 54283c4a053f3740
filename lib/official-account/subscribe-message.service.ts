import { SubscribeTemplateService } from '../account/index.js';
import type { BodyOf, OfficialAccountApi } from './official-account.api.js';

type OneTimeMessage = BodyOf<'POST /cgi-bin/message/template/subscribe'>;

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
export class OfficialAccountSubscribeMessageService extends SubscribeTemplateService {
  constructor(
    protected override readonly client: OfficialAccountApi,
    private readonly mpUrl: string,
  ) {
    super(client);
  }

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
