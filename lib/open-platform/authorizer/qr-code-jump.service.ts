import type { ConfirmFile } from '../domain.interface.js';
import type { AuthorizerApi, BodyOf, OfficialAnswer } from './authorizer.api.js';

const MAX_TESTS = 5;
const MAX_PREFIXES = 200;
const MAX_PAGE = 200;
const BY_PREFIX = 1;
const BY_PAGE = 2;

/** Which codes open which page: those whose address begins with `prefix`. */
export type QrCodeJumpRule = Omit<BodyOf<'POST /cgi-bin/wxopen/qrcodejumpadd'>, 'is_edit'>;
/** A rule as it stands; state 1 not published, 2 published. */
export type ListedQrCodeJumpRule = OfficialAnswer<'POST /cgi-bin/wxopen/qrcodejumpget'>['rule_list'][number];
/** Rules, whether they are switched on at all, and how many may still be published this month. */
export type QrCodeJumpRules = OfficialAnswer<'POST /cgi-bin/wxopen/qrcodejumpget'>;

/**
 * Ordinary QR codes, and those of an official account, that open a mini program (扫普通二维码打开小程序). All methods throw a
 * WeChatApiError with 44990 beyond five calls a second, and 85075 for the mini program of a person.
 *
 * @publicApi
 */
export class AuthorizerQrCodeJumpService {
  constructor(private readonly client: AuthorizerApi) {}

  /**
   * Adds a rule (增加二维码规则); {@link publish} makes it count. Calls `POST /cgi-bin/wxopen/qrcodejumpadd`.
   *
   * @param rule of a mini program `permit_sub_rule` (1 others may have longer prefixes, 2 none may), `open_version` for
   * tests (1 development, 2 trial, 3 released) and at most 5 `debug_url`; of an official account `appid` of the mini
   * program, and a `prefix` below `http://weixin.qq.com/q/`
   * @throws {RangeError} for more tests
   * @throws {WeChatApiError} 85066 for a wrong prefix, 85068 for a test outside it, 85069 when the file of
   * {@link getConfirmFile} is not found, 85070 for a forbidden address, 85071 for a rule that is there already, 85072
   * for one another mini program has, 85073 for too many
   * @see https://developers.weixin.qq.com/doc/offiaccount/qrcode/qrcodejumpadd.html
   */
  async add(rule: QrCodeJumpRule): Promise<void> {
    const body = { ...checkTests(rule), is_edit: 0 } as const;
    await this.client.request('POST /cgi-bin/wxopen/qrcodejumpadd', { body });
  }

  /**
   * Changes a rule that is not published (修改二维码规则). Calls `POST /cgi-bin/wxopen/qrcodejumpadd`.
   *
   * @param rule as {@link add} takes it
   * @throws {RangeError} for more than 5 tests
   * @throws {WeChatApiError} 40097 for one that is published
   * @see https://developers.weixin.qq.com/doc/offiaccount/qrcode/qrcodejumpadd.html
   */
  async update(rule: QrCodeJumpRule): Promise<void> {
    const body = { ...checkTests(rule), is_edit: 1 } as const;
    await this.client.request('POST /cgi-bin/wxopen/qrcodejumpadd', { body });
  }

  /**
   * Removes a rule (删除二维码规则). Calls `POST /cgi-bin/wxopen/qrcodejumpdelete`.
   *
   * @param appId of the mini program, for a rule of an official account
   * @see https://developers.weixin.qq.com/doc/offiaccount/qrcode/qrcodejumpdelete.html
   */
  async delete(prefix: string, appId?: string): Promise<void> {
    const body = { prefix, ...appIdOf(appId) };
    await this.client.request('POST /cgi-bin/wxopen/qrcodejumpdelete', { body });
  }

  /**
   * Makes a rule count for everybody (发布二维码规则), a hundred times a month. Calls `POST /cgi-bin/wxopen/qrcodejumppublish`.
   *
   * @throws {WeChatApiError} 85074 for a mini program that is not released, 85095 for a rule that must be made anew,
   * 886000 beyond the hundred
   * @see https://developers.weixin.qq.com/doc/offiaccount/qrcode/qrcodejumppublish.html
   */
  async publish(prefix: string): Promise<void> {
    await this.client.request('POST /cgi-bin/wxopen/qrcodejumppublish', { body: { prefix } });
  }

  /**
   * The last 10,000 rules, or those of some prefixes (获取二维码规则). Calls `POST /cgi-bin/wxopen/qrcodejumpget`.
   *
   * @param prefixes at most 200
   * @param appId of the mini program, for rules of an official account
   * @throws {RangeError} for more prefixes
   * @see https://developers.weixin.qq.com/doc/offiaccount/qrcode/qrcodejumpget.html
   */
  async get(prefixes: readonly string[] = [], appId?: string): Promise<QrCodeJumpRules> {
    if (prefixes.length > MAX_PREFIXES) {
      throw new RangeError(`prefixes takes ${MAX_PREFIXES} at most, not ${prefixes.length}`);
    }
    const filter = prefixes.length > 0 ? { get_type: BY_PREFIX, prefix_list: [...prefixes] } : {};
    return this.client.request('POST /cgi-bin/wxopen/qrcodejumpget', {
      body: { ...appIdOf(appId), ...filter },
    });
  }

  /**
   * All rules, oldest first (获取二维码规则). Calls `POST /cgi-bin/wxopen/qrcodejumpget` for every two hundred; a page that
   * fails throws.
   *
   * @param appId of the mini program, for rules of an official account
   */
  async *list(appId?: string): AsyncGenerator<ListedQrCodeJumpRule, void, undefined> {
    for (let page = 1; ; page += 1) {
      const { rule_list, total_count = Infinity } = await this.client.request(
        'POST /cgi-bin/wxopen/qrcodejumpget',
        {
          body: { ...appIdOf(appId), get_type: BY_PAGE, page_num: page, page_size: MAX_PAGE },
        },
      );
      yield* rule_list;
      // a longer page is the whole list, in one
      if (rule_list.length !== MAX_PAGE || page * MAX_PAGE >= total_count) return;
    }
  }

  /**
   * The file for the place a prefix points to (获取校验文件名称及内容). Calls `POST /cgi-bin/wxopen/qrcodejumpdownload`.
   *
   * @see https://developers.weixin.qq.com/doc/oplatform/openApi/OpenApiDoc/miniprogram-management/jumpqrcode-config/downloadQRCodeText.html
   */
  async getConfirmFile(): Promise<ConfirmFile> {
    return this.client.request('POST /cgi-bin/wxopen/qrcodejumpdownload', { body: {} });
  }
}

const appIdOf = (appId: string | undefined): { appid?: string } =>
  appId === undefined ? {} : { appid: appId };

function checkTests(rule: QrCodeJumpRule): QrCodeJumpRule {
  const tests = rule.debug_url?.length ?? 0;
  if (tests > MAX_TESTS) throw new RangeError(`debug_url takes ${MAX_TESTS} addresses at most, not ${tests}`);
  return rule;
}
