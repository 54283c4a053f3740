import type { CallbackAnswer, CallbackProtocol, CallbackRequest, OpenedPush, Push } from '../client/index.js';
import { WeChatDecryptError } from '../common/index.js';
import type { MessageProtocol } from './message.protocol.js';
import type { Reply } from './reply.js';

/**
 * The protocol of one account among many that share their keys: what was sealed for another of them, and sent here again,
 * is refused.
 */
export class AddressedProtocol implements CallbackProtocol<Reply> {
  readonly kinds = ['message', 'event', 'info'];
  /** 原始 ID of the account, which messages are addressed to; it never changes. */
  #originalId?: string;

  constructor(
    private readonly protocol: MessageProtocol,
    private readonly findOriginalId: () => Promise<string>,
  ) {}

  verifyUrl(request: CallbackRequest): CallbackAnswer {
    return this.protocol.verifyUrl(request);
  }

  open(request: CallbackRequest): OpenedPush<Reply> | Promise<OpenedPush<Reply>> {
    const push = this.protocol.open(request);
    return this.#originalId === undefined ? this.#openFirst(push) : addressedTo(this.#originalId, push);
  }

  reopen(kept: Pick<Push, 'message'>): Push<Reply> {
    return this.protocol.reopen(kept);
  }

  async #openFirst(push: OpenedPush<Reply>): Promise<OpenedPush<Reply>> {
    this.#originalId = await this.findOriginalId();
    return addressedTo(this.#originalId, push);
  }
}

function addressedTo(originalId: string, push: OpenedPush<Reply>): OpenedPush<Reply> {
  if (push.message['ToUserName'] === originalId) return push;
  throw new WeChatDecryptError('The message was sealed for another account of the platform');
}
