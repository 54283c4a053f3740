import type { SandboxPersonOptions } from '../interfaces/sandbox-options.interface.js';
import type { LoginSite } from '../login/login-site.interface.js';
import { type AccountOptions, AccountState, type SharedState } from './account.state.js';
import { DraftBook } from './draft.book.js';
import { FollowerState } from './follower.state.js';
import { MaterialBook } from './material.book.js';
import { MenuBook } from './menu.book.js';
import { addTo } from './person.maker.js';
import { PublicationBook } from './publication.book.js';
import { QrCodeBook } from './qr-code.book.js';
import { ServiceDesk } from './service.desk.js';
import { TagBook } from './tag.book.js';
import { TemplateBook } from './template.book.js';
import { TicketIssuer } from './ticket.issuer.js';

/** Everything WeChat knows of one official account. 公众号 */
export class OfficialAccountState extends AccountState<FollowerState> implements LoginSite {
  readonly kind = 'official-account';
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
  readonly shortKeys = new Map<string, { long_data: string; create_time: number; expiresAt: number }>();
  readonly tickets: TicketIssuer;

  constructor(options: AccountOptions, shared: SharedState) {
    super(options, shared);
    this.qrCodes = new QrCodeBook(shared.world.clock);
    this.tickets = new TicketIssuer(shared.world.clock, options.ticketLife);
  }

  addPerson(options: SandboxPersonOptions = {}): FollowerState {
    const person = addTo(this, options, (facts) => new FollowerState(facts, this.world));
    person.announce();
    return person;
  }

  announceMenu(): void {
    this.world.events.emit('menu', { appId: this.appId, menu: this.menus.common });
  }
}
