import { inClient } from '../common/index.js';

const CONSOLE = 'the merchant platform (账户中心 → API安全)';

export const OPTIONS_MISSING = (name: string): string =>
  inClient(name, 'pay() was given no options. Give it { mchId, apiV3Key, privateKey, serialNo, … }.');
export const OPTION_MISSING = (name: string, option: string): string =>
  inClient(name, `${option} is missing, empty, or has blanks around it. Copy it from ${CONSOLE}.`);
export const OPTION_NO_TEXT = (name: string, option: string): string =>
  inClient(name, `${option} cannot work. Give it as a text: '…'.`);
export const OPTION_UNKNOWN = (name: string, option: string, known: readonly string[]): string =>
  inClient(
    name,
    `pay() knows no option ${option}. ${known.length === 1 ? `Did you mean ${known[0]}?` : `It takes ${known.join(', ')}.`}`,
  );
export const PUBLIC_KEY_HALF = (name: string): string =>
  inClient(
    name,
    'publicKeyId and publicKey belong together. Give both (PUB_KEY_ID_… and the text of pub_key.pem), or none for platform certificates.',
  );
export const OWN_PUBLIC_KEY =
  'It belongs to privateKey, the merchant’s own: give the text of pub_key.pem, which is WeChat Pay’s';
export const KEYS_NEEDED = (name: string): string =>
  inClient(
    name,
    'platformCertificates: false leaves nothing to verify answers with. Set publicKeyId and publicKey, or leave it out.',
  );
export const NOTIFY_URL_NEEDED = (client: string): string =>
  inClient(client, 'this call needs notify_url. Give it with the call, or set notifyUrl of the client.');
export const V2_KEY_NEEDED = (client: string): string =>
  inClient(client, `v2 calls and notices need apiV2Key. Copy APIv2密钥 from ${CONSOLE}.`);
export const V2_CERTIFICATE_NEEDED = (client: string, route: string): string =>
  `${client}: ${route} needs the merchant's certificate. Set v2Certificate: { cert } to the text of apiclient_cert.pem, or { pfx } to the bytes of apiclient_cert.p12.`;
export const PFX_LEGACY = (client: string): string =>
  inClient(
    client,
    'v2Certificate.pfx is sealed in a way OpenSSL 3 no longer opens (RC2-40). Write it anew: openssl pkcs12 -legacy -in apiclient_cert.p12 -nodes -out all.pem && openssl pkcs12 -export -in all.pem -out new.p12; or give apiclient_cert.pem as v2Certificate.cert.',
  );
export const PFX_INVALID = (client: string): string =>
  inClient(
    client,
    'v2Certificate.pfx cannot be opened: give the bytes of apiclient_cert.p12 and, where it is not the mchId, its passphrase.',
  );

export const CERTIFICATE_INVALID = (client: string): string =>
  inClient(
    client,
    'v2Certificate.cert is not the certificate of privateKey: give the text of apiclient_cert.pem that came with it.',
  );

export const HEADER_MISSING = (name: string): string => `it is not signed: the header ${name} is missing`;
export const OFF_THE_CLOCK = (offset: number, tolerance: number): string =>
  `its timestamp is ${Math.abs(offset)} s ${offset < 0 ? 'behind' : 'ahead of'} this server's clock, and ${tolerance} s are allowed: set the clock by NTP, unless it is a replay`;
export const PROBE = 'it is a probe of WeChat Pay, wrongly signed on purpose (WECHATPAY/SIGNTEST/)';
export const WRONG_SIGNATURE = 'its signature is wrong: it was altered, or is not of WeChat Pay';
export const WRONG_V2_SIGNATURE =
  'its sign is missing or wrong: it was altered, or apiV2Key is not the APIv2密钥 of the console';
export const SERIAL_UNKNOWN = (serial: string): string =>
  serial.startsWith('PUB_KEY_ID_')
    ? `it is signed with the public key ${serial}, which is not configured: set publicKeyId and publicKey to those of ${CONSOLE}`
    : `it is signed with ${serial}, which is no valid platform certificate of this merchant`;
export const CERTIFICATES_OFF = (serial: string): string =>
  `it is signed with the platform certificate ${serial}, and the client takes the public key alone: set platformCertificates: true while the merchant is being switched`;
export const ALGORITHM_UNKNOWN = 'it is signed with an algorithm other than WECHATPAY2-SHA256-RSA2048';
export const ANSWER_REFUSED = (client: string, route: string, reason: string): string =>
  `${client}: the answer to ${route} is not to be believed: ${reason}`;
export const KEY_OUT_OF_REACH = (client: string, route: string, reason: string): string =>
  `${client}: ${route} was answered, but the key to verify the answer with is out of reach (${reason})`;
export const FIELD_SEALED_OTHERWISE = (client: string, route: string): string =>
  `${client}: a field of the answer to ${route} was altered, or is sealed for another key than privateKey`;
export const FIELD_TOO_LONG = (route: string, field: string): string =>
  `${route}: ${field} is too long to be sealed: an RSA key of 2048 bits takes 214 bytes (71 Chinese characters)`;
export const BODY_NO_OBJECT = (route: string): string =>
  `${route}: give body as an object, no text and no bytes: its numbers and amounts are looked at, and its sensitive fields sealed, before it is sent`;
export const NOTIFICATION_REFUSED = (reason: string): string =>
  `the notification is not to be believed: ${reason}`;
export const OTHER_MERCHANT = 'the notification is about another merchant';
export const CERTIFICATES_SEALED_OTHERWISE = (client: string): string =>
  inClient(
    client,
    `the platform certificates cannot be opened: apiV3Key is not the APIv3密钥 of ${CONSOLE}, or was changed there.`,
  );
export const NO_CERTIFICATE = (client: string): string =>
  inClient(
    client,
    'WeChat Pay gave no platform certificate that is valid now. A merchant with a public key (微信支付公钥) has none: set publicKeyId and publicKey.',
  );
export const FOREIGN_ADDRESS = (client: string, below: readonly string[]): string =>
  `${client}: what WeChat Pay gave for an address to download from is none of its own below ${below.join(' or ')}`;
export const ONE_ORDER_NUMBER =
  'A refund takes either out_trade_no or transaction_id: one of them, and not both';
export const BILL_DATE_INVALID = (date: string): string => `billDate takes YYYY-MM-DD, not "${date}"`;
export const BILL_HASH_UNKNOWN = (client: string): string =>
  `${client}: the file cannot be believed: its hash is neither SHA1 nor SHA256`;
export const BILL_DIFFERS = (client: string): string =>
  `${client}: the file is not to be believed: it is not what its hash_value stands for. It was altered or cut on the way: ask for it anew`;
export const BILL_TOO_SHORT = 'This is no bill: it has no summary at its end';
export const BILL_LINE_INVALID = (number: number): string =>
  `Line ${number} of the bill is none of a bill: rows have a value for each column, heads have none`;
export const BILL_NOT_READ = 'The summary stands at the end of a bill: read all rows first';
