import type { SandboxClock } from '../../world/sandbox.clock.js';
import { nextSerial } from '../../world/identifiers.js';
import type { WorkBody } from '../api/work-call.interface.js';
import type { AddressBook } from '../contacts/address-book.js';
import type { CorpState } from '../corp.state.js';
import { Shelf } from '../shelf.js';
import { newConfigId, newTagId } from '../work.identifiers.js';
import { CustomerBook } from './customer.book.js';
import { CustomerChatBook } from './customer-chat.book.js';
import { CustomerTagBook } from './customer-tag.book.js';
import { GroupMessageDesk } from './group-message.desk.js';
import { MomentDesk } from './moment.desk.js';
import { TransferDesk } from './transfer.desk.js';

type Made<Facts> = Facts & { readonly create_time: number };

/** A way to be added by customers. 联系我 */
export type ContactWay = Made<WorkBody<'POST /cgi-bin/externalcontact/add_contact_way'>>;
/** A way into a group chat. */
export type JoinWay = WorkBody<'POST /cgi-bin/externalcontact/groupchat/add_join_way'>;
/** 获客链接 */
export type AcquisitionLink = Made<
  WorkBody<'POST /cgi-bin/externalcontact/customer_acquisition/create_link'>
>;
/** 商品图册 */
export type Product = Made<WorkBody<'POST /cgi-bin/externalcontact/add_product_album'>>;
/** 敏感词规则 */
export type InterceptRule = Made<WorkBody<'POST /cgi-bin/externalcontact/add_intercept_rule'>>;
/** 入群欢迎语 */
export type WelcomeTemplate = WorkBody<'POST /cgi-bin/externalcontact/group_welcome_template/add'>;
/** 客户联系规则组 */
export type CustomerStrategy = Made<WorkBody<'POST /cgi-bin/externalcontact/customer_strategy/create'>>;
/** 朋友圈规则组 */
export type MomentStrategy = Made<WorkBody<'POST /cgi-bin/externalcontact/moment_strategy/create'>>;

/** All a corporation has to do with its customers. 客户联系 */
export class Clientele {
  readonly clock: SandboxClock;
  readonly book: AddressBook;
  readonly customers: CustomerBook;
  readonly chats: CustomerChatBook;
  readonly tags: CustomerTagBook;
  readonly messages: GroupMessageDesk;
  readonly moments: MomentDesk;
  readonly transfers: TransferDesk;
  readonly contactWays = new Shelf<string, ContactWay>(newConfigId, 41044);
  readonly joinWays = new Shelf<string, JoinWay>(newConfigId, 41044);
  readonly welcomes = new Shelf<string, WelcomeTemplate>(() => `msg${newTagId()}`);
  readonly links = new Shelf<string, AcquisitionLink>(() => `cawcde${newConfigId().slice(0, 12)}`);
  readonly products = new Shelf<string, Product>(newTagId, 41075);
  readonly rules = new Shelf<string, InterceptRule>(() => String(nextSerial()), 41070);
  readonly strategies = new Shelf<number, CustomerStrategy>(nextSerial);
  readonly momentStrategies = new Shelf<number, MomentStrategy>(nextSerial);

  constructor({ shared, book }: Pick<CorpState, 'shared' | 'book'>) {
    this.clock = shared.world.clock;
    this.book = book;
    this.customers = new CustomerBook(this.clock);
    this.chats = new CustomerChatBook(this.clock);
    this.tags = new CustomerTagBook(this.clock);
    this.messages = new GroupMessageDesk(this);
    this.moments = new MomentDesk(this);
    this.transfers = new TransferDesk(this);
  }
}
