/**
 * By which keys a merchant knows WeChat Pay: its public key (微信支付公钥), platform certificates (平台证书), or both
 * while it changes from these to that.
 *
 * @publicApi
 */
export type SandboxKeyMode = 'public-key' | 'certificates' | 'both';

/**
 * With which of its keys WeChat Pay signs.
 *
 * @publicApi
 */
export type SandboxSigningKey = 'public-key' | 'certificate';

/**
 * A merchant of the sandbox (商户); whatever is left out is made up in WeChat Pay's form.
 *
 * @publicApi
 */
export interface SandboxMerchantOptions {
  mchId?: string;
  /** The APIv3 key (APIv3密钥), 32 characters. */
  apiV3Key?: string;
  /** The APIv2 key (APIv2密钥), 32 characters. */
  apiKey?: string;
  /** @default 'public-key', the only one new merchants have */
  keys?: SandboxKeyMode;
  /** Merchants it may act for (特约商户). @default every one */
  subMchIds?: readonly string[];
  /** Appids that are bound to it. @default every one */
  appIds?: readonly string[];
  /** Where notifications go when an order names no address (notify_url). */
  notifyUrl?: string;
}

interface CredentialsBase {
  mchId: string;
  apiV3Key: string;
  apiV2Key: string;
  /** PEM. */
  privateKey: string;
  /** Of the merchant's certificate. */
  serialNo: string;
  /** Left out when the merchant has a public key alone. */
  platformCertificates?: true;
  /** The sandbox in place of WeChat Pay's own hosts. */
  baseUrls: { v3: string; global: string; v2: string };
}

/**
 * What the application needs to know of its merchant; one that has certificates alone has no public key.
 *
 * @publicApi
 */
export type SandboxMerchantCredentials = CredentialsBase &
  (
    | { publicKeyId: string; /** PEM. */ publicKey: string }
    | { publicKeyId?: undefined; publicKey?: undefined }
  );
