import { MessageCipher } from '../../../crypto/index.js';
import { SandboxUseError } from '../../errors/sandbox-use.error.js';
import type {
  SandboxBotMessage,
  SandboxWorkBotOptions,
} from '../../interfaces/sandbox-work-bot.interface.js';
import { ExchangeRecorder } from '../../push/exchange.recorder.js';
import { newAppSecret, newCallbackToken, newEncodingAESKey, newMediaId } from '../../world/identifiers.js';
import type { SandboxWorld } from '../../world/sandbox-world.js';
import { BotInbox } from './bot.inbox.js';
import { BotSwitchboard } from './bot.switchboard.js';

/** A file the application has uploaded, or a person has sent. */
export interface BotFile {
  readonly type: string;
  readonly filename: string;
  readonly content: Buffer;
}

/** One AI bot, as WeCom knows it. */
export class BotState {
  readonly botId: string;
  readonly secret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  readonly cipher: MessageCipher;
  readonly recorder: ExchangeRecorder;
  callbackUrl: string | undefined;
  /** By media_id. */
  readonly uploads = new Map<string, BotFile>();
  /** Sealed files people have sent, by the last part of their address. */
  readonly sentFiles: Map<string, Buffer> = new Map();
  /** Where further answers may go: the chat, by the code of the address. */
  readonly responseCodes = new Map<string, string>();
  readonly inbox: BotInbox;
  readonly switchboard: BotSwitchboard;

  constructor(
    options: SandboxWorkBotOptions,
    readonly world: SandboxWorld,
  ) {
    this.botId = options.botId ?? `aib${newMediaId().slice(0, 24)}`;
    this.secret = options.secret ?? newAppSecret();
    this.token = options.token ?? newCallbackToken();
    this.encodingAESKey = options.encodingAESKey ?? newEncodingAESKey();
    this.cipher = new MessageCipher(this.encodingAESKey);
    this.callbackUrl = options.callbackUrl;
    this.recorder = new ExchangeRecorder(world);
    this.inbox = new BotInbox(world.ending);
    this.switchboard = new BotSwitchboard(this);
  }

  get baseUrl(): string {
    return `${this.world.url}/work-bot`;
  }

  /** Where one further answer to a message in this chat may go. */
  newResponseUrl(chatId: string): string {
    const code = newMediaId();
    this.responseCodes.set(code, chatId);
    return `${this.baseUrl}/cgi-bin/aibot/response?response_code=${code}`;
  }

  /** @throws {SandboxUseError} for a media_id that was not given out */
  mediaOf(type: string, id: unknown): SandboxBotMessage['media'] {
    const file = this.uploads.get(String(id));
    if (!file || file.type !== type) throw new SandboxUseError(`There is no uploaded ${type} ${String(id)}`);
    return file;
  }
}
