import { type MerchantKey, randomText } from '../../crypto/index.js';

const SCHEME = 'WECHATPAY2-SHA256-RSA2048';
const NONCE_BYTES = 16;

/** What a request is signed over, timestamp and nonce aside. */
export interface SignedRequest {
  readonly method: string;
  /** Path and query, as WeChat Pay sees them. */
  readonly target: string;
  /** The body, byte for byte; of an upload its `meta` alone. */
  readonly body: string;
}

/** Signs what a merchant says: requests, and what a front end opens the cashier with. 签名 */
export class PaySigner {
  readonly #key: MerchantKey;

  constructor(
    private readonly mchId: string,
    private readonly serialNo: string,
    key: MerchantKey,
  ) {
    this.#key = key;
  }

  /** The header `Authorization` of a request. Each try is signed anew, with a nonce of its own. */
  async authorize({ method, target, body }: SignedRequest): Promise<string> {
    const timestamp = seconds();
    const nonce = randomText(NONCE_BYTES);
    const message = `${method}\n${target}\n${timestamp}\n${nonce}\n${body}\n`;
    const signature = await this.#key.signAside(message);
    return `${SCHEME} mchid="${this.mchId}",nonce_str="${nonce}",signature="${signature}",timestamp="${timestamp}",serial_no="${this.serialNo}"`;
  }

  /** Signs lines, each ended by a line break: 调起支付签名. @returns base64 */
  signLines(...lines: string[]): string {
    return this.#key.sign(`${lines.join('\n')}\n`);
  }
}

/** Unix time in seconds. */
export const seconds = (): string => String(Math.floor(Date.now() / 1000));
