import { SubscribeTemplateService } from '../account/index.js';
import type { MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

/** How a subscription message appears. */
export interface MiniProgramSubscribeMessageOptions {
  /** The page a tap opens, query included; without it a tap does nothing. */
  page?: string | undefined;
  /** Which version a tap opens. @default 'formal' */
  miniprogramState?: 'developer' | 'trial' | 'formal' | undefined;
  /** @default 'zh_CN' */
  lang?: 'zh_CN' | 'en_US' | 'zh_HK' | 'zh_TW' | undefined;
}

/** One service card (服务卡片) of one person. */
export interface ServiceCard {
  openid: string;
  /** Which kind of card (卡片 ID). */
  notify_type: number;
  /** The code of the front end's button, or the transaction id of a payment. */
  notify_code: string;
}

/** What a payment is recognised by when its transaction id is the card's code. */
export interface ServiceCardPayment {
  /** In fen (分). */
  pay_amount: number;
  /** Unix time in seconds. */
  pay_time: number;
  /** 0 an ordinary payment, 1001 a Pay Score order. */
  pay_channel?: 0 | 1001;
}

/**
 * Subscription messages (订阅消息), and the service cards that succeed them (服务卡片).
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/sendMessage.html
 * @publicApi
 */
export class MiniProgramSubscribeMessageService extends SubscribeTemplateService {
  constructor(protected override readonly client: MiniProgramApi) {
    super(client);
  }

  /**
   * Sends a message a person subscribed to (发送订阅消息). Calls `POST /cgi-bin/message/subscribe/send`.
   *
   * @param data the text of each keyword, `{ thing1: '奶茶' }`; how long one may be follows from its kind
   * @throws {WeChatApiError} 43101 when the person has not subscribed, 40037 for an unknown template, 47003 for a text its
   * keyword does not take, 41030 for a wrong page
   */
  async send(
    openid: string,
    templateId: string,
    data: Readonly<Record<string, string>>,
    { page, miniprogramState, lang }: MiniProgramSubscribeMessageOptions = {},
  ): Promise<void> {
    const values = Object.entries(data).map(([keyword, value]) => [keyword, { value }]);
    await this.client.request('POST /cgi-bin/message/subscribe/send', {
      body: {
        touser: openid,
        template_id: templateId,
        ...(page === undefined ? {} : { page }),
        ...(miniprogramState === undefined ? {} : { miniprogram_state: miniprogramState }),
        ...(lang === undefined ? {} : { lang }),
        data: Object.fromEntries(values) as Record<string, { value: string }>,
      },
    });
  }

  /**
   * Shows or changes a service card (激活与更新服务卡片). Calls `POST /wxa/set_user_notify`.
   *
   * @param content state and fields, as the page of the card's kind has them
   * @param payment with a transaction id for a code, when the card is first shown
   * @throws {WeChatApiError} 85434 for an unknown kind, 85438 for a code that has expired
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/setUserNotify.html
   */
  async setUserNotify(card: ServiceCard, content: object, payment?: ServiceCardPayment): Promise<void> {
    await this.client.request('POST /wxa/set_user_notify', {
      body: {
        ...card,
        content_json: JSON.stringify(content),
        ...(payment ? { check_json: JSON.stringify(payment) } : {}),
      },
    });
  }

  /**
   * Adds to a service card (更新服务卡片扩展信息). Calls `POST /wxa/set_user_notifyext`.
   *
   * @param extension as the page of the card's kind has it; where that page shows JSON in a string, give a string
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/setUserNotifyExt.html
   */
  async setUserNotifyExt(card: ServiceCard, extension: object): Promise<void> {
    await this.client.request('POST /wxa/set_user_notifyext', {
      body: { ...card, ext_json: JSON.stringify(extension) },
    });
  }

  /**
   * How a service card stands (查询服务卡片状态). Calls `POST /wxa/get_user_notify`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/mp-message-management/subscribe-message/getUserNotify.html
   */
  async getUserNotify(
    card: ServiceCard,
  ): Promise<OfficialAnswer<'POST /wxa/get_user_notify'>['notify_info']> {
    const { notify_info } = await this.client.request('POST /wxa/get_user_notify', { body: { ...card } });
    return notify_info;
  }
}
