import type { HttpOptions } from '../http/index.js';

/** Where WeChat Pay is. */
export const DEFAULT_BASE_URLS = {
  v3: 'https://api.mch.weixin.qq.com',
  /** 备用域名: asked when the first one cannot be reached. */
  backup: 'https://api2.mch.weixin.qq.com',
  global: 'https://apihk.mch.weixin.qq.com',
  v2: 'https://api.mch.weixin.qq.com',
} as const;

/** Where calls go; without a backup, to the first domain again. */
export type PayBaseUrls = Readonly<Record<Exclude<keyof typeof DEFAULT_BASE_URLS, 'backup'>, string>> & {
  readonly backup?: string | undefined;
};

interface PayBase {
  /** 商户号; in partner mode (服务商) the partner's own. */
  mchId: string;
  /** APIv3密钥, 32 characters: opens notifications and platform certificates. */
  apiV3Key: string;
  /** 商户API私钥: the text of `apiclient_key.pem`, PKCS#8 or PKCS#1. */
  privateKey: string;
  /** 商户API证书序列号: hex, as the console shows it. */
  serialNo: string;
  /** 子商户号 of the merchants it serves: notifications about others are refused. @default any */
  subMchIds?: readonly string[] | undefined;
  /** Where notifications are to go when a call names no `notify_url`: `https://host/wechat/<name>`. */
  notifyUrl?: string | undefined;
  /** APIv2密钥 (API密钥), 32 characters: for v2 calls and notices. */
  apiV2Key?: string | undefined;
  /** What v2 calls that need it show of the merchant, beside `apiV2Key`; without it they are refused before they are sent. */
  v2Certificate?: PayV2Certificate | undefined;
  /** Where WeChat Pay is, when not where it is: a gateway, or the sandbox. */
  baseUrls?: Partial<Record<keyof typeof DEFAULT_BASE_URLS, string | undefined>> | undefined;
  http?: HttpOptions | undefined;
  /** Seconds a signature's timestamp may lie off the clock. @default 300 */
  timestampTolerance?: number | undefined;
}

/** 商户API证书: `apiclient_cert.pem` beside the private key, or `apiclient_cert.p12` with its pass phrase. */
export type PayV2Certificate =
  | {
      /** The text of `apiclient_cert.pem`. */
      cert: string;
      pfx?: undefined;
    }
  | {
      /** The bytes of `apiclient_cert.p12`. */
      pfx: Buffer;
      /** @default mchId, as WeChat Pay makes them */
      passphrase?: string | undefined;
    };

interface WithPublicKey {
  /** 微信支付公钥ID: `PUB_KEY_ID_…`. */
  publicKeyId: string;
  /** 微信支付公钥: the text of `pub_key.pem`. */
  publicKey: string;
  /** Takes signatures by platform certificates too, while the merchant is switched to the public key. @default false */
  platformCertificates?: boolean | undefined;
}

interface WithCertificates {
  publicKeyId?: undefined;
  publicKey?: undefined;
  /** 平台证书: downloaded when first needed, and renewed every 12 hours. */
  platformCertificates?: true | undefined;
}

/** A merchant (商户) as the merchant platform shows it (账户中心 → API安全). */
export type PayOptions = PayBase & (WithPublicKey | WithCertificates);
