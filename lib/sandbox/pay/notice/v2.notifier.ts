import { readXml, writeXml } from '../../../common/index.js';
import { sealReqInfo } from '../../../crypto/index.js';
import type { SandboxNotified } from '../../interfaces/merchant-notification.interface.js';
import type { SandboxNotificationTamper } from '../../interfaces/merchant-tamper.interface.js';
import type { SandboxV2NoticeOptions } from '../../interfaces/merchant-v2.interface.js';
import type { CallbackAnswer } from '../../push/callback.sender.js';
import type { MerchantState } from '../merchant.state.js';
import { newPayNonce } from '../pay.identifiers.js';
import { isV2Tamper, type V2Fields, writeV2 } from '../v2/v2.message.js';
import { Notifier } from './notifier.js';

/** What has no meaning in v2 alters nothing. */
type Options = Omit<SandboxV2NoticeOptions, 'tamper'> & { readonly tamper?: SandboxNotificationTamper };

function isTaken({ status, body }: CallbackAnswer): boolean {
  try {
    return status === 200 && readXml(body)['return_code'] === 'SUCCESS';
  } catch {
    return false;
  }
}

/** Tells an application what happened, in the form of v2. */
export class V2Notifier {
  readonly #notifier: Notifier;

  constructor(private readonly merchant: MerchantState) {
    this.#notifier = new Notifier(merchant);
  }

  /**
   * @param kind `refund` is sealed, all else is signed
   * @throws {SandboxPushError} when there was no answer at all
   */
  async tell(
    kind: string,
    fields: V2Fields,
    address: string | undefined,
    options: Options = {},
  ): Promise<SandboxNotified> {
    const isSealed = kind === 'refund';
    const parcel = {
      id: '',
      kind: `v2 ${kind}`,
      opened: writeXml(fields),
      contentType: 'text/xml',
      write: async () => ({
        headers: {},
        body: isSealed ? this.#seal(fields, options) : this.#sign(fields, options),
      }),
      isTaken,
    };
    return this.#notifier.tell(parcel, address ?? this.merchant.notifyUrl, options);
  }

  #sign(fields: V2Fields, { signType = 'MD5', tamper }: Options): string {
    const { mchId: mch_id, apiKey } = this.merchant;
    const named: V2Fields = signType === 'MD5' ? {} : { sign_type: signType };
    const all = { return_code: 'SUCCESS', mch_id, ...named, ...fields };
    return writeV2(all, apiKey, signType, isV2Tamper(tamper) ? tamper : undefined);
  }

  #seal(fields: V2Fields, { tamper }: Options): string {
    const { mchId: mch_id, apiKey, appIds } = this.merchant;
    const { appid = appIds?.[0], ...rest } = fields;
    const root = writeXml(rest).replace(/^<xml>([^]*)<\/xml>$/, '<root>$1</root>');
    const sealed = sealReqInfo(root, apiKey);
    const req_info = tamper === undefined ? sealed : `${sealed.slice(4)}${sealed.slice(0, 4)}`;
    return writeXml({ return_code: 'SUCCESS', appid, mch_id, nonce_str: newPayNonce(), req_info });
  }
}
