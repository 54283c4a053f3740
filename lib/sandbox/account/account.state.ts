import type { MessageCipher } from '../../crypto/index.js';
import type {
  SandboxAccountOptions,
  SandboxFormat,
  SandboxMode,
} from '../interfaces/sandbox-options.interface.js';
import {
  newAppId,
  newAppSecret,
  newCallbackToken,
  newEncodingAESKey,
  newOpenid,
  newOriginalId,
} from '../world/identifiers.js';
import type { Pusher } from '../push/pusher.js';
import type { SandboxWorld } from '../world/sandbox-world.js';
import type { MediaShelf } from './media.shelf.js';
import { DraftBook } from './draft.book.js';
import { MaterialBook } from './material.book.js';
import { MenuBook } from './menu.book.js';
import type { PersonState } from './person.state.js';
import { PublicationBook } from './publication.book.js';
import { QrCodeBook } from './qr-code.book.js';
import { QuotaBook } from './quota.book.js';
import { ServiceDesk } from './service.desk.js';
import { TagBook } from './tag.book.js';
import { TemplateBook } from './template.book.js';
import { TokenIssuer } from './token.issuer.js';
import type { TokenRegistry } from './token.registry.js';

const TOKEN_LIFE = 7200;

/** What all accounts of a sandbox share. */
export interface SharedState {
  readonly world: SandboxWorld;
  readonly tokens: TokenRegistry<AccountState>;
  readonly media: MediaShelf;
  readonly pusher: Pusher;
}

/** Everything WeChat knows of one account. */
export class AccountState {
  readonly appId: string;
  readonly appSecret: string;
  readonly token: string;
  readonly encodingAESKey: string;
  /** Somebody asked for the key; it was not made up. */
  readonly keyWasGiven: boolean;
  readonly originalId = newOriginalId();
  readonly name: string;
  readonly whitelist?: readonly string[];
  callbackUrl?: string;
  mode: SandboxMode;
  format: SandboxFormat;
  /** Made with the first sealed push. */
  cipher?: MessageCipher;
  readonly people = new Map<string, PersonState>();
  /** In the order in which they subscribed. */
  readonly followers = new Set<string>();
  readonly tags = new TagBook();
  /** Openids, in the order in which they were put there. */
  readonly blacklist = new Set<string>();
  readonly menus = new MenuBook();
  readonly qrCodes: QrCodeBook;
  readonly templates = new TemplateBook();
  readonly serviceDesk = new ServiceDesk();
  readonly materials = new MaterialBook();
  readonly drafts = new DraftBook();
  readonly publications = new PublicationBook();
  /** WeChat itself, when it pushes what no person did. */
  readonly system = { openid: newOpenid() };
  readonly shortKeys = new Map<string, { long_data: string; create_time: number; expiresAt: number }>();
  readonly tokens: TokenIssuer<AccountState>;
  readonly quota: QuotaBook;

  constructor(
    options: SandboxAccountOptions,
    readonly shared: SharedState,
  ) {
    const { clock } = shared.world;
    this.appId = options.appId ?? newAppId();
    this.appSecret = options.appSecret ?? newAppSecret();
    this.token = options.token ?? newCallbackToken();
    this.keyWasGiven = options.encodingAESKey !== undefined;
    this.encodingAESKey = options.encodingAESKey ?? newEncodingAESKey();
    this.name = options.name ?? this.appId;
    this.whitelist = options.whitelist;
    this.callbackUrl = options.callbackUrl;
    this.mode = options.mode ?? (this.keyWasGiven ? 'encrypted' : 'plain');
    this.format = options.format ?? 'xml';
    this.qrCodes = new QrCodeBook(clock);
    this.quota = new QuotaBook(clock, options.rateLimits ?? {});
    this.tokens = new TokenIssuer<AccountState>(this, shared.tokens, clock, options.tokenLife ?? TOKEN_LIFE);
  }

  get world(): SandboxWorld {
    return this.shared.world;
  }

  get media(): MediaShelf {
    return this.shared.media;
  }

  announceMenu(): void {
    this.world.events.emit('menu', { appId: this.appId, menu: this.menus.common });
  }
}
