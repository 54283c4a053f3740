import type { EndpointFact } from '../../../catalog/index.js';
import type { AccountKind, AccountState } from '../../account/account.state.js';
import type { MiniProgramState } from '../../account/mini-program.state.js';
import type { AnonymousPage } from '../anonymous-call.interface.js';
import type { AnyHandler, ApiPage } from '../api-call.interface.js';
import { blacklistPage } from './blacklist.page.js';
import { customMessagePage, miniProgramMessagePage, typingPage } from './custom-message.page.js';
import { draftPage } from './draft.page.js';
import { materialPage } from './material.page.js';
import { customServicePage } from './custom-service.page.js';
import { mediaPage } from './media.page.js';
import { codeToSessionPage, miniProgramLoginPage } from './mini-program-login.page.js';
import { contentSecurityPage } from './content-security.page.js';
import { miniProgramCodePage } from './mini-program-code.page.js';
import { miniProgramSubscribePage } from './mini-program-message.page.js';
import { menuPage } from './menu.page.js';
import { networkPage } from './network.page.js';
import { openApiPage } from './openapi.page.js';
import { publishPage } from './publish.page.js';
import { qrCodePage } from './qr-code.page.js';
import { shortLinkPage } from './short-link.page.js';
import { showQrCodeFact, showQrCodePage } from './show-qr-code.page.js';
import { templatePage } from './template.page.js';
import { ticketPage } from './ticket.page.js';
import { tokenPage } from './token.page.js';
import { userTagPage } from './user-tag.page.js';
import { userPage } from './user.page.js';
import { webLoginPage } from './web-login.page.js';

const commonPages: readonly ApiPage<AccountState>[] = [typingPage, mediaPage, openApiPage, networkPage];
const officialPages: readonly ApiPage[] = [
  userPage,
  userTagPage,
  blacklistPage,
  menuPage,
  qrCodePage,
  shortLinkPage,
  customMessagePage,
  customServicePage,
  templatePage,
  materialPage,
  draftPage,
  publishPage,
  ticketPage,
];
const miniProgramPages: readonly ApiPage<MiniProgramState>[] = [
  miniProgramLoginPage,
  miniProgramMessagePage,
  miniProgramSubscribePage,
  miniProgramCodePage,
  contentSecurityPage,
];
const anonymousPages: readonly AnonymousPage[] = [tokenPage, showQrCodePage, webLoginPage, codeToSessionPage];

/** What the sandbox does itself, by route and kind of account. */
export const handlers: ReadonlyMap<string, Readonly<Partial<Record<AccountKind, AnyHandler>>>> = collect([
  ['official-account', [...commonPages, ...officialPages]],
  ['mini-program', [...commonPages, ...miniProgramPages]],
]);

function collect(kinds: readonly (readonly [AccountKind, readonly object[]])[]): typeof handlers {
  const found = new Map<string, Partial<Record<AccountKind, AnyHandler>>>();
  for (const [kind, pages] of kinds) {
    for (const [route, handler] of pages.flatMap((page) => Object.entries(page)))
      found.set(route, { ...found.get(route), [kind]: handler as AnyHandler });
  }
  return found;
}

export const anonymousHandlers = new Map(anonymousPages.flatMap((page) => Object.entries(page)));
/** Routes of other hosts than `api.weixin.qq.com`. */
export const uncataloguedFacts: ReadonlyMap<string, EndpointFact> = showQrCodeFact;
