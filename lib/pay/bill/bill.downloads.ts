import type { Readable } from 'node:stream';
import type { CallOptions } from '../../client/index.js';
import type { PayApi } from '../pay.api.js';
import type { PayRooms } from '../pay.rooms.js';
import { writeWhole } from './bill.file.js';
import { openBill, type PayBill, type SealedPayBill } from './bill.stream.js';

/** What bills of a merchant and of those it serves have in common: how they are fetched. */
export abstract class PayBillDownloads<Api extends PayApi = PayApi> {
  constructor(
    protected readonly client: Api,
    private readonly rooms: PayRooms,
  ) {}

  /**
   * The text of a bill, unpacked and opened as it comes, for {@link readBill} or any stream (下载账单). It takes no memory
   * however large the bill is, and it ends with an error unless it is what `hash_value` stands for: what was read of it
   * until then is not to be believed.
   *
   * @param bill its address is good for five minutes
   * @throws {WeChatPayError} INVALID_REQUEST when the address has expired
   * @throws {WeChatHttpError} when the network fails, at once or in the stream
   * @throws {WeChatSignatureError} in the stream, when it was altered or cut on the way: its hash came signed
   * @throws {WeChatDecryptError} in the stream, when a sealed one was
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012085923
   */
  async download(
    bill: PayBill | SealedPayBill,
    { signal }: Pick<CallOptions, 'signal'> = {},
  ): Promise<Readable> {
    return openBill(this.rooms.caller, bill, signal);
  }

  /**
   * The same into a file, which is there once it is complete and verified: until then it is written beside its place, and
   * a file that stood there before stays when the download fails.
   *
   * @param path of the file
   * @throws what {@link download} throws, in the stream too
   * @see https://pay.weixin.qq.com/doc/v3/merchant/4012085923
   */
  async downloadTo(
    bill: PayBill | SealedPayBill,
    path: string,
    options?: Pick<CallOptions, 'signal'>,
  ): Promise<void> {
    await writeWhole(path, await this.download(bill, options));
  }
}
