import { randomText, shortHash } from '../crypto/index.js';
import type {
  AddCardConfig,
  AddCardOptions,
  ChooseCardConfig,
  ChooseCardOptions,
  GivenSignature,
  JsSdkConfig,
  JsSdkConfigOptions,
  JsSdkExplanation,
} from './js-sdk.interfaces.js';
import { pageUrl, signCard, signPage, stringToSign } from './js-sdk.signature.js';
import type { TicketKey } from './ticket.source.js';
import { usualMistakes } from './usual-mistakes.js';

/** WeChat's samples have sixteen characters. */
const NONCE_BYTES = 8;

const now = (): number => Math.floor(Date.now() / 1000);

/**
 * What pages inside WeChat need to call its JavaScript interfaces (JS-SDK). Tickets are kept and renewed as tokens are.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html
 * @publicApi
 */
export class JsSdkService {
  // functions, so that no inspection shows a ticket
  readonly #ticket: (key: TicketKey) => string | Promise<string>;

  constructor(
    private readonly appId: string,
    ticket: (key: TicketKey) => string | Promise<string>,
  ) {
    this.#ticket = ticket;
  }

  /**
   * Signs a page (JS-SDK 使用权限签名), for `wx.config`.
   *
   * @param url the page's own address as it says it itself, `location.href`; what follows `#` is left out
   * @throws {TypeError} when url is no absolute http(s) address
   * @throws {WeChatApiError} when WeChat refuses a ticket
   */
  async config(url: string, options: JsSdkConfigOptions): Promise<JsSdkConfig> {
    const { jsApiList, openTagList = [], debug = false } = options;
    const facts = { url: pageUrl(url), timestamp: now(), nonceStr: randomText(NONCE_BYTES) };
    const signature = signPage(await this.#ticket('js_api_ticket'), facts);
    const { timestamp, nonceStr } = facts;
    return { debug, appId: this.appId, timestamp, nonceStr, signature, jsApiList, openTagList };
  }

  /**
   * Shows what is signed for an address, for when `wx.config` says `invalid signature` (签名错误排查). With what the page
   * was given it also tells whether that was right, or for which other address it would have been.
   *
   * @throws what {@link config} throws
   */
  async explain(url: string, given?: GivenSignature): Promise<JsSdkExplanation> {
    const { timestamp = now(), nonceStr = randomText(NONCE_BYTES) } = given ?? {};
    const signed = { url: pageUrl(url), timestamp, nonceStr };
    const ticket = await this.#ticket('js_api_ticket');
    const signature = signPage(ticket, signed);
    const explanation = { url: signed.url, signed: stringToSign(`#${shortHash(ticket)}`, signed), signature };
    if (!given) return explanation;
    const isGiven = (other: string): boolean =>
      signPage(ticket, { ...signed, url: other }) === given.signature;
    const isRightFor = usualMistakes(url).find(isGiven);
    return { ...explanation, isRight: signature === given.signature, ...(isRightFor && { isRightFor }) };
  }

  /**
   * Signs a card for `wx.addCard` (批量添加卡券).
   *
   * @throws {WeChatApiError} when WeChat refuses a ticket
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html#65
   */
  async addCard(card: AddCardOptions): Promise<AddCardConfig> {
    const { cardId, code, openid, outerStr, fixedBeginTimestamp } = card;
    const ticket = await this.#ticket('wx_card_ticket');
    const timestamp = String(now());
    const nonce_str = randomText(NONCE_BYTES);
    const cardExt = {
      code,
      openid,
      timestamp,
      nonce_str,
      fixed_begintimestamp: fixedBeginTimestamp,
      outer_str: outerStr,
      signature: signCard(ticket, timestamp, nonce_str, cardId, code, openid),
    };
    return { cardId, cardExt: JSON.stringify(cardExt) };
  }

  /**
   * Signs a choice among the person's cards for `wx.chooseCard` (拉取适用卡券列表).
   *
   * @throws {WeChatApiError} when WeChat refuses a ticket
   * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html#65
   */
  async chooseCard({
    shopId = '',
    cardType = '',
    cardId = '',
  }: ChooseCardOptions = {}): Promise<ChooseCardConfig> {
    const ticket = await this.#ticket('wx_card_ticket');
    const timestamp = now();
    const nonceStr = randomText(NONCE_BYTES);
    const cardSign = signCard(ticket, this.appId, shopId, String(timestamp), nonceStr, cardId, cardType);
    return { shopId, cardType, cardId, timestamp, nonceStr, signType: 'SHA1', cardSign };
  }
}
