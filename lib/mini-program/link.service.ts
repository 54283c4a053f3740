import type { BodyOf, MiniProgramApi, OfficialAnswer } from './mini-program.api.js';

/** The page a link opens. */
export interface LinkTarget {
  /** A published page, without its query; the home page when left out. */
  path?: string | undefined;
  /** At most 1024 characters. */
  query?: string | undefined;
  /** Which version opens, outside WeChat. @default 'release' */
  envVersion?: 'release' | 'trial' | 'develop' | undefined;
}

/** Until when a link works: a moment, or whole days from now. WeChat gives 30 days at most. */
export interface LinkLife {
  expiresAt?: Date | undefined;
  /** 1 to 30. @default 30, unless `expiresAt` is given */
  expiresInDays?: number | undefined;
}

/** What an address link may open besides: a page of cloud hosting (云开发静态网站). */
export interface UrlLinkOptions extends LinkTarget, LinkLife {
  cloudBase?: BodyOf<'POST /wxa/generate_urllink'>['cloud_base'] | undefined;
}

/** A device's tag, which opens the mini program when it is touched. */
export interface NfcSchemeOptions extends LinkTarget {
  /** Of the device platform (设备 model_id). */
  modelId: string;
  /** Serial number; without it the scheme is for all devices of the model. */
  sn?: string | undefined;
}

const MAX_DAYS = 30;
const MAX_QUERY = 1024;
const DAY = 86_400_000;
const AT_A_MOMENT = 0;
const AFTER_DAYS = 1;

/**
 * Links that open the mini program from elsewhere (URL Scheme, URL Link, Short Link). Schemes and links together: half a
 * million a day.
 *
 * @publicApi
 */
export class MiniProgramLinkService {
  constructor(private readonly client: MiniProgramApi) {}

  /**
   * A `weixin://` address, for text messages and web pages (获取加密scheme码). Calls `POST /wxa/generatescheme`.
   *
   * @throws {RangeError} for a life beyond 30 days, or a query beyond 1024 characters
   * @throws {WeChatApiError} 40165 for a wrong path, 40212 for a wrong query, 85401 for a wrong expiry, 44993 beyond the day's limit
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/url-scheme/generateScheme.html
   */
  async generateScheme(options: LinkTarget & LinkLife = {}): Promise<string> {
    const { openlink } = await this.client.request('POST /wxa/generatescheme', {
      body: { jump_wxa: targetOf(options), ...lifeOf(options) },
    });
    return openlink;
  }

  /**
   * What a scheme opens, and until when (查询scheme码). Calls `POST /wxa/queryscheme`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/url-scheme/queryScheme.html
   */
  async queryScheme(scheme: string): Promise<OfficialAnswer<'POST /wxa/queryscheme'>> {
    return this.client.request('POST /wxa/queryscheme', { body: { scheme } });
  }

  /**
   * The scheme for a device's NFC tag, which does not expire (获取NFC的小程序scheme). Calls `POST /wxa/generatenfcscheme`.
   *
   * @throws {RangeError} for a query beyond 1024 characters
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/url-scheme/generateNFCScheme.html
   */
  async generateNfcScheme({ modelId, sn, ...target }: NfcSchemeOptions): Promise<string> {
    const { path = '', ...rest } = targetOf(target);
    const { openlink } = await this.client.request('POST /wxa/generatenfcscheme', {
      body: { jump_wxa: { path, ...rest }, model_id: modelId, ...(sn === undefined ? {} : { sn }) },
    });
    return openlink;
  }

  /**
   * An `https://` address (获取加密URLLink). Calls `POST /wxa/generate_urllink`.
   *
   * @throws {RangeError} for a life beyond 30 days, or a query beyond 1024 characters
   * @throws {WeChatApiError} 40165, 40212, 85401, 44993 as {@link generateScheme}
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/url-link/generateUrlLink.html
   */
  async generateUrlLink(options: UrlLinkOptions = {}): Promise<string> {
    const { cloudBase } = options;
    const { url_link } = await this.client.request('POST /wxa/generate_urllink', {
      body: { ...targetOf(options), ...lifeOf(options), ...(cloudBase ? { cloud_base: cloudBase } : {}) },
    });
    return url_link;
  }

  /**
   * What an address link opens, and until when (查询URLLink). Calls `POST /wxa/query_urllink`.
   *
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/url-link/queryUrlLink.html
   */
  async queryUrlLink(urlLink: string): Promise<OfficialAnswer<'POST /wxa/query_urllink'>> {
    return this.client.request('POST /wxa/query_urllink', { body: { url_link: urlLink } });
  }

  /**
   * A link for use inside WeChat (获取ShortLink), 30 days long unless permanent. Calls `POST /wxa/genwxashortlink`.
   *
   * @param pageUrl page and query, at most 1024 characters
   * @param isPermanent of these there are 100,000 in all
   * @throws {RangeError} for a longer address
   * @throws {WeChatApiError} 45009 beyond a million a day, 44990 beyond 100 a second, 85400 beyond the permanent ones
   * @see https://developers.weixin.qq.com/miniprogram/dev/OpenApiDoc/qrcode-link/short-link/generateShortLink.html
   */
  async generateShortLink(pageUrl: string, title: string, isPermanent = false): Promise<string> {
    checkLength(pageUrl, 'pageUrl');
    const { link } = await this.client.request('POST /wxa/genwxashortlink', {
      body: { page_url: pageUrl, page_title: title, is_permanent: isPermanent },
    });
    return link;
  }
}

function targetOf({ path, query, envVersion }: LinkTarget): {
  path?: string;
  query?: string;
  env_version?: string;
} {
  checkLength(query, 'query');
  return {
    ...(path === undefined ? {} : { path }),
    ...(query === undefined ? {} : { query }),
    ...(envVersion === undefined ? {} : { env_version: envVersion }),
  };
}

function lifeOf({ expiresAt, expiresInDays }: LinkLife) {
  if (expiresAt !== undefined) {
    const left = expiresAt.getTime() - Date.now();
    if (!(left > 0 && left <= MAX_DAYS * DAY) || expiresInDays !== undefined) {
      throw new RangeError(
        `expiresAt takes a moment of the next ${MAX_DAYS} days, and no expiresInDays beside it`,
      );
    }
    const expire_time = Math.floor(expiresAt.getTime() / 1000);
    return { is_expire: true, expire_type: AT_A_MOMENT, expire_time };
  }
  const days = expiresInDays ?? MAX_DAYS;
  if (!Number.isInteger(days) || days < 1 || days > MAX_DAYS) {
    throw new RangeError(`expiresInDays takes 1 to ${MAX_DAYS}, not ${days}`);
  }
  return { is_expire: true, expire_type: AFTER_DAYS, expire_interval: days };
}

function checkLength(text: string | undefined, name: string): void {
  if (text !== undefined && text.length > MAX_QUERY) {
    throw new RangeError(`${name} takes ${MAX_QUERY} characters at most, not ${text.length}`);
  }
}
