import { sha1, sha1Signature } from '../crypto/index.js';

/** What `wx.config` is signed over, the ticket aside. */
export interface PageFacts {
  readonly url: string;
  readonly nonceStr: string;
  /** Seconds. */
  readonly timestamp: number;
}

/** The text WeChat calls string1. */
export const stringToSign = (ticket: string, { url, nonceStr, timestamp }: PageFacts): string =>
  `jsapi_ticket=${ticket}&noncestr=${nonceStr}&timestamp=${timestamp}&url=${url}`;

/** @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html#62 */
export const signPage = (ticket: string, facts: PageFacts): string => sha1(stringToSign(ticket, facts));

/**
 * The signature of a card: its values sorted and joined; absent and empty ones change nothing.
 *
 * @see https://developers.weixin.qq.com/doc/offiaccount/OA_Web_Apps/JS-SDK.html#65
 */
export const signCard = (ticket: string, ...values: Array<string | undefined>): string =>
  sha1Signature(ticket, ...values.filter((value) => value !== undefined));

/** The address as WeChat takes it: without `#` and what follows. @throws {TypeError} when it is none of http(s) */
export function pageUrl(text: string): string {
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    throw new TypeError(`url takes the page's absolute http(s) address, location.href, not "${text}"`);
  }
  const hash = text.indexOf('#');
  return hash < 0 ? text : text.slice(0, hash);
}
