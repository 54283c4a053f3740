import type { MiniProgramRoute, OfficialAccountRoute } from '../catalog/index.js';

/** A route that can be sealed: JSON both ways, with an access token. One the catalogue does not know is cast to it. */
export type SealedRoute = Extract<MiniProgramRoute | OfficialAccountRoute, `POST ${string}`>;

/**
 * The keys of API 安全 (console: 开发 → 开发管理 → 开发设置 → API 安全): requests are encrypted and signed, answers verified
 * and opened. Keep the key kinds the console shows: AES256 or SM4, RSA or SM2; which they are is seen from the keys.
 *
 * @see https://developers.weixin.qq.com/miniprogram/dev/server/getting_started/api_signature.html
 * @publicApi
 */
export interface ApiSecurityOptions {
  /**
   * The routes that are sealed; `'all'` means every POST with JSON both ways. Only some interfaces of WeChat can be called
   * sealed (their pages say so); uploads, downloads and GET cannot.
   */
  routes: 'all' | readonly SealedRoute[];
  /** API 对称密钥: base64 of 32 bytes (AES256) or 16 (SM4). */
  symmetricKey: string;
  /** 编号 of the symmetric key. */
  symmetricKeyNo: string;
  /** 应用私钥, the private half of API 非对称密钥: PEM in PKCS#1, PKCS#8 or SEC1, or its base64 alone; RSA or SM2. */
  privateKey: string;
  /** 编号 of API 非对称密钥; SM2 cannot sign without it. Where it is given, it is sent as `Wechatmp-Serial`. */
  privateKeyNo?: string | undefined;
  /** 平台证书 (or their public keys) as PEM, by the 编号 the console shows, which is not the serial number inside. */
  platformCertificates: Readonly<Record<string, string>>;
}
