import type { UploadFile } from '../catalog/index.js';
import type { BodyOf, OfficialAccountApi, OfficialAnswer } from './official-account.api.js';

/** How far the reimbursement of an invoice has come. */
export type InvoiceStatus = BodyOf<'POST /card/invoice/platform/updatestatus'>['reimburse_status'];

/**
 * Electronic invoices (电子发票), on the side of the platform that issues them (开票平台).
 *
 * @publicApi
 */
export class OfficialAccountInvoicingPlatformService {
  constructor(private readonly client: OfficialAccountApi) {}

  /**
   * The platform's own address, whose `s_pappid` merchants join with (获取自身的开票平台识别码). Calls
   * `POST /card/invoice/seturl`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Invoicing_Platform_API_List.html#1
   */
  async getUrl(): Promise<string> {
    const { invoice_url } = await this.client.request('POST /card/invoice/seturl', { body: {} });
    return invoice_url;
  }

  /**
   * Creates the card invoices are put on (创建发票卡券模板). Calls `POST /card/invoice/platform/createcard`.
   *
   * @returns the card_id
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Invoicing_Platform_API_List.html#2
   */
  async createCard(
    invoice_info: BodyOf<'POST /card/invoice/platform/createcard'>['invoice_info'],
  ): Promise<string> {
    const { card_id } = await this.client.request('POST /card/invoice/platform/createcard', {
      body: { invoice_info },
    });
    return card_id;
  }

  /**
   * Uploads the PDF of an invoice (上传PDF). Calls `POST /card/invoice/platform/setpdf`.
   *
   * @returns the s_media_id, a 64-bit number as text, for {@link insert}; it lives for three days
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Invoicing_Platform_API_List.html#3
   */
  async uploadPdf(pdf: UploadFile): Promise<string> {
    const { s_media_id } = await this.client.request('POST /card/invoice/platform/setpdf', {
      files: { pdf },
    });
    return s_media_id;
  }

  /**
   * Where an uploaded PDF can be fetched (查询已上传的PDF文件). Calls `POST /card/invoice/platform/getpdf`.
   *
   * @returns the address, and the seconds it is good for
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Invoicing_Platform_API_List.html#4
   */
  getPdfUrl(sMediaId: string): Promise<OfficialAnswer<'POST /card/invoice/platform/getpdf'>> {
    return this.client.request('POST /card/invoice/platform/getpdf', {
      query: { action: 'get_url' },
      body: { action: 'get_url', s_media_id: sMediaId },
    });
  }

  /**
   * Puts an invoice into a person's wallet of cards (将电子发票卡券插入用户卡包). Calls `POST /card/invoice/insert`.
   *
   * @param invoice amounts in 分; `appid` is the merchant's, `order_id` the one the person consented to
   * @returns the code of the invoice and the person's openid
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Invoicing_Platform_API_List.html#5
   */
  insert(invoice: BodyOf<'POST /card/invoice/insert'>): Promise<OfficialAnswer<'POST /card/invoice/insert'>> {
    return this.client.request('POST /card/invoice/insert', { body: invoice });
  }

  /**
   * Says how far an invoice has come (更新发票卡券状态), a red one included. Calls
   * `POST /card/invoice/platform/updatestatus`.
   *
   * @see https://developers.weixin.qq.com/doc/offiaccount/WeChat_Invoice/E_Invoice/Invoicing_Platform_API_List.html#6
   */
  async updateStatus(cardId: string, code: string, reimburse_status: InvoiceStatus): Promise<void> {
    await this.client.request('POST /card/invoice/platform/updatestatus', {
      body: { card_id: cardId, code, reimburse_status },
    });
  }

  /**
   * The code behind an encrypted one (解密报销code). Calls `POST /card/code/decrypt`.
   *
   * @param encryptCode decoded already, when it comes out of an address
   * @see https://developers.weixin.qq.com/doc/offiaccount/Cards_and_Offer/Redeeming_a_coupon_voucher_or_card.html#5
   */
  async decryptCode(encryptCode: string): Promise<string> {
    const { code } = await this.client.request('POST /card/code/decrypt', {
      body: { encrypt_code: encryptCode },
    });
    return code;
  }
}
