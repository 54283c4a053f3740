import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';
import { batchesOf } from '../account/index.js';

const MIN_EXPIRY = 60;
const MAX_EXPIRY = 1800;
const MAX_CODES = 100;
const MAX_WHITE_LIST = 10;

/** A card a QR code hands out. */
export type DistributedCard = NonNullable<BodyOf<'POST /card/qrcode/create'>['action_info']['card']>;

/**
 * Handing cards out (投放卡券): QR codes, landing pages, articles, and codes of one's own.
 *
 * @publicApi
 */
export class OfficialAccountCardDistributionService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * Creates a QR code that hands out one card, or several at once (创建二维码). Calls `POST /card/qrcode/create`.
   *
   * @param expiresIn seconds, 60 to 1800; 365 days without it
   * @returns the ticket, the address the code stands for, and that of its picture
   * @throws {RangeError} for an expiry outside these limits, or an empty list
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#0
   */
  createQrCode(
    cards: DistributedCard | DistributedCard[],
    expiresIn?: number,
  ): Promise<OfficialAnswer<'POST /card/qrcode/create'>> {
    checkQrCode(cards, expiresIn);
    const expiry = expiresIn === undefined ? {} : { expire_seconds: expiresIn };
    return this.client.request('POST /card/qrcode/create', {
      body: Array.isArray(cards)
        ? { ...expiry, action_name: 'QR_MULTIPLE_CARD', action_info: { multiple_card: { card_list: cards } } }
        : { ...expiry, action_name: 'QR_CARD', action_info: { card: cards } },
    });
  }

  /**
   * Creates a page that offers cards (创建货架). Calls `POST /card/landingpage/create`.
   *
   * @param page `scene` says where it is shown: SCENE_NEAR_BY, SCENE_MENU, SCENE_QRCODE, SCENE_ARTICLE, SCENE_H5 …
   * @returns its address and page_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#3
   */
  createLandingPage(
    page: BodyOf<'POST /card/landingpage/create'>,
  ): Promise<OfficialAnswer<'POST /card/landingpage/create'>> {
    return this.client.request('POST /card/landingpage/create', { body: page });
  }

  /**
   * Imports codes of one's own for a card (导入自定义Code). Calls `POST /card/code/deposit` for every hundred. Codes
   * that are there already are passed over, so a failed import may simply be repeated.
   *
   * @returns what WeChat says of each hundred: which it took, knew already, or refused
   * @throws {WeChatApiError} 40109 for too many codes; what was sent before the error is in
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#5
   */
  async importCodes(
    cardId: string,
    codes: readonly string[],
  ): Promise<Array<OfficialAnswer<'POST /card/code/deposit'>>> {
    const answers = [];
    for (const code of batchesOf(codes, MAX_CODES)) {
      answers.push(await this.client.request('POST /card/code/deposit', { body: { card_id: cardId, code } }));
    }
    return answers;
  }

  /**
   * How many imported codes a card has (查询导入Code数目). Calls `POST /card/code/getdepositcount`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#5
   */
  async getCodeCount(cardId: string): Promise<number> {
    const { count } = await this.client.request('POST /card/code/getdepositcount', {
      body: { card_id: cardId },
    });
    return count;
  }

  /**
   * Which codes were imported and which were not (核查Code). Calls `POST /card/code/checkcode` for every hundred.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#5
   */
  async checkCodes(
    cardId: string,
    codes: readonly string[],
  ): Promise<OfficialAnswer<'POST /card/code/checkcode'>> {
    const exist_code: string[] = [];
    const not_exist_code: string[] = [];
    for (const code of batchesOf(codes, MAX_CODES)) {
      const answer = await this.client.request('POST /card/code/checkcode', {
        body: { card_id: cardId, code },
      });
      exist_code.push(...answer.exist_code);
      not_exist_code.push(...answer.not_exist_code);
    }
    return { exist_code, not_exist_code };
  }

  /**
   * The HTML that shows a card inside an article (图文消息群发卡券). Calls `POST /card/mpnews/gethtml`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#6
   */
  async getNewsHtml(cardId: string): Promise<string> {
    const { content } = await this.client.request('POST /card/mpnews/gethtml', { body: { card_id: cardId } });
    return content;
  }

  /**
   * Sets who may take cards that are not reviewed yet (设置测试白名单). Calls `POST /card/testwhitelist/set`.
   *
   * @param people openids and WeChat IDs (`username`), ten together at most
   * @throws {RangeError} for more than ten people
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Distributing_Coupons_Vouchers_and_Cards.html#12
   */
  async setTestWhiteList(people: BodyOf<'POST /card/testwhitelist/set'>): Promise<void> {
    const count = (people.openid?.length ?? 0) + (people.username?.length ?? 0);
    if (count > MAX_WHITE_LIST)
      throw new RangeError(`The test white list takes ${MAX_WHITE_LIST} people at most, not ${count}`);
    await this.client.request('POST /card/testwhitelist/set', { body: people });
  }
}

function checkQrCode(cards: DistributedCard | DistributedCard[], expiresIn?: number): void {
  if (Array.isArray(cards) && cards.length === 0)
    throw new RangeError('A QR code of cards needs at least one card');
  if (expiresIn === undefined) return;
  if (!Number.isInteger(expiresIn) || expiresIn < MIN_EXPIRY || expiresIn > MAX_EXPIRY)
    throw new RangeError(`expiresIn must be ${MIN_EXPIRY} to ${MAX_EXPIRY} seconds, not ${expiresIn}`);
}
