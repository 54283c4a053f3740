import type { CallbackAnswer, CallbackProtocol, CallbackRequest, OpenedPush } from '../client/index.js';
import { WeChatDecryptError } from '../common/index.js';
import type { MessageProtocol } from './message.protocol.js';
import type { Reply } from './reply.js';

/**
 * The protocol of one account among many that share their keys: what was sealed for another of them, and sent here again,
 * is refused.
 */
export class AddressedProtocol implements CallbackProtocol<Reply> {
  constructor(
    private readonly protocol: MessageProtocol,
    /** 原始 ID of the account, which messages are addressed to. */
    private readonly originalId: () => string | Promise<string>,
  ) {}

  verifyUrl(request: CallbackRequest): CallbackAnswer {
    return this.protocol.verifyUrl(request);
  }

  open(request: CallbackRequest): OpenedPush<Reply> | Promise<OpenedPush<Reply>> {
    const push = this.protocol.open(request);
    const expected = this.originalId();
    return typeof expected === 'string'
      ? addressedTo(expected, push)
      : expected.then((originalId) => addressedTo(originalId, push));
  }
}

function addressedTo(originalId: string, push: OpenedPush<Reply>): OpenedPush<Reply> {
  if (push.message['ToUserName'] === originalId) return push;
  throw new WeChatDecryptError('The message was sealed for another account of the platform');
}
