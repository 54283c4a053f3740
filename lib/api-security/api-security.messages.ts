const inClient = (client: string, text: string): string => `WeChat client "${client}": apiSecurity${text}`;
const CONSOLE = 'the console (开发管理 → 开发设置 → API 安全)';

export const OPTIONS_INVALID = (client: string): string =>
  inClient(
    client,
    ' is no object. Give it { routes, symmetricKey, symmetricKeyNo, privateKey, platformCertificates }.',
  );
export const TEXT_MISSING = (client: string, option: string): string =>
  inClient(client, `.${option} is missing, empty, or has blanks around it. Copy it from ${CONSOLE}.`);
export const KEY_INVALID = (client: string, option: string, reason: string): string =>
  inClient(client, `.${option} cannot work: ${reason}.`);
export const KEY_NO_NEEDED = (client: string): string =>
  inClient(
    client,
    `.privateKeyNo is missing: an SM2 signature is made under the 编号 of the key. Copy it from ${CONSOLE}.`,
  );
export const CERTIFICATES_MISSING = (client: string): string =>
  inClient(
    client,
    `.platformCertificates holds none. Download 平台证书 from ${CONSOLE} and give it as { 编号: PEM }.`,
  );
export const ROUTES_INVALID = (client: string): string =>
  inClient(
    client,
    ".routes is missing or empty. Give it 'all', or a list such as ['POST /wxa/getuserriskrank'].",
  );
export const ROUTE_NOT_SEALABLE = (client: string, route: string): string =>
  inClient(
    client,
    `.routes names "${route}", which cannot be sealed: WeChat takes POST with JSON both ways and an access token. Take it off the list.`,
  );
export const UPDATE_CERTIFICATE = (client: string, serial: string): string =>
  inClient(
    client,
    `.platformCertificates: WeChat is about to drop certificate ${serial}. Download the new one from ${CONSOLE} and give both.`,
  );

export const ANSWER_REFUSED = (client: string, path: string, reason: string): string =>
  `${client}: the answer to ${path} is not believed: ${reason}`;
export const NOT_THIS_APPID = 'it is signed for another appid';
export const NOT_IN_TIME = 'its timestamp is missing or more than 300 s off the clock';
export const SERIAL_UNKNOWN = (serial: string | undefined): string =>
  `it is signed with the platform certificate ${serial ?? '(none named)'}, which apiSecurity.platformCertificates does not hold. Download it from ${CONSOLE}`;
export const NOT_SIGNED_SO = 'its signature does not fit';
export const SEEN_BEFORE = 'it was given before';
export const NOT_SEALED = 'it is signed, but not encrypted';
export const INSIDE_DIFFERS = 'what is inside names another appid or time than its headers';
export const NOT_JSON = 'what is inside is no JSON object';
