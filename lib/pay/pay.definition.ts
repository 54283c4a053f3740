import type { ClientDefinition, ClientRegistration, ClientRooms } from '../client/index.js';
import { secretTexts } from '../common/index.js';
import { resolveBaseUrls } from '../http/index.js';
import type { TokenSource } from '../token/index.js';
import { downloadCertificates } from './keys/certificate.download.js';
import { CertificateSource } from './keys/certificate.source.js';
import { KeyRing } from './keys/key.ring.js';
import { NotificationProtocol } from './notification/notification.protocol.js';
import { PayCaller } from './call/pay.caller.js';
import { checkOptions, readKeys } from './pay.options.js';
import { DEFAULT_BASE_URLS, type PayBaseUrls, type PayOptions } from './pay-options.interface.js';
import { PayRooms } from './pay.rooms.js';
import { PaySigner } from './call/pay.signer.js';
import { PlatformCertificates } from './keys/platform.certificates.js';
import { PayV2Caller } from './v2/pay-v2.caller.js';
import { v2CertificateOf } from './v2/v2.certificate.js';
import { PAY_KIND, WeChatPay } from './wechat-pay.js';

const DEFAULT_TOLERANCE = 300;

/**
 * Declares a merchant of WeChat Pay (微信支付商户) among the clients of WeChatModule.
 *
 * @param options numbers and keys, as the merchant platform shows them
 * @returns a definition; a wrong option is a WeChatConfigError at start-up that names client, option and cure
 * @publicApi
 */
export function pay(options: PayOptions): ClientDefinition<WeChatPay> {
  return { kind: PAY_KIND, create: (name, rooms) => create(name, options, rooms) };
}

function create(name: string, options: PayOptions, rooms: ClientRooms): ClientRegistration<WeChatPay> {
  checkOptions(name, options);
  const keys = readKeys(name, options);
  const { mchId, serialNo, publicKeyId, platformCertificates = keys.platform === undefined } = options;
  const tolerance = options.timestampTolerance ?? DEFAULT_TOLERANCE;
  const source: TokenSource = new CertificateSource(mchId, () =>
    downloadCertificates(caller, keys.cipher, ring),
  );
  const ring: KeyRing = new KeyRing(name, {
    publicKey: keys.platform && { serial: publicKeyId as string, key: keys.platform },
    certificates: platformCertificates
      ? new PlatformCertificates(name, source, rooms.tokens, keys.cipher)
      : undefined,
  });
  const signer = new PaySigner(mchId, serialNo, keys.merchant);
  const origin = { client: name, options: options.http ?? {}, secrets: secretsOf(options) };
  const baseUrls = baseUrlsOf(name, options);
  const caller: PayCaller = new PayCaller(
    { origin, baseUrls, signer, ring, tolerance, merchantKey: keys.merchant },
    rooms.http,
  );
  const certificate = v2CertificateOf(name, options);
  const { apiV2Key } = options;
  const v2 =
    apiV2Key === undefined
      ? undefined
      : new PayV2Caller({ origin, baseUrls, mchId, key: apiV2Key, certificate }, rooms.http);
  const client = new WeChatPay(name, mchId, new PayRooms(caller, signer, options.notifyUrl, v2));
  const callback = new NotificationProtocol({
    client: name,
    mchId,
    subMchIds: options.subMchIds && new Set(options.subMchIds),
    ring,
    cipher: keys.cipher,
    apiV2Key,
    tolerance,
  });
  return {
    client,
    callback,
    tokens: platformCertificates ? { platform_certificates: source } : {},
    close: certificate && (() => rooms.http.release(certificate)),
  };
}

/** A gateway in front of WeChat Pay has no second domain, unless it is named. */
function baseUrlsOf(name: string, { baseUrls = {} }: PayOptions): PayBaseUrls {
  const resolved = resolveBaseUrls(name, baseUrls, DEFAULT_BASE_URLS);
  const hasBackup = baseUrls.v3 === undefined || baseUrls.backup !== undefined;
  return { ...resolved, backup: hasBackup ? resolved.backup : undefined };
}

const secretsOf = ({ apiV3Key, apiV2Key, privateKey }: PayOptions): readonly string[] =>
  secretTexts(apiV3Key, apiV2Key, privateKey);
