import type { EndpointFact } from '../../../catalog/index.js';
import type { AccountState } from '../../account/account.state.js';
import type { MiniProgramState } from '../../account/mini-program.state.js';
import type { OpenPlatformState } from '../../platform/open-platform.state.js';
import type { AnonymousPage } from '../anonymous-call.interface.js';
import type { AnyHandler, ApiCaller, ApiPage, CallerKind } from '../api-call.interface.js';
import { authorizerOptionPage } from './authorizer-option.page.js';
import { blacklistPage } from './blacklist.page.js';
import { codePage } from './code.page.js';
import { codeTemplatePage } from './code-template.page.js';
import { componentLoginPage } from './component-login.page.js';
import { componentTokenPage } from './component-token.page.js';
import { componentPage } from './component.page.js';
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
import { openAccountPage } from './open-account.page.js';
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

const callerPages: readonly ApiPage<ApiCaller>[] = [openApiPage];
const commonPages: readonly ApiPage<AccountState>[] = [
  typingPage,
  mediaPage,
  networkPage,
  authorizerOptionPage,
  openAccountPage,
];
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
  codePage,
];
const platformPages: readonly ApiPage<OpenPlatformState>[] = [
  componentPage,
  componentLoginPage,
  codeTemplatePage,
];
const anonymousPages: readonly AnonymousPage[] = [
  tokenPage,
  componentTokenPage,
  showQrCodePage,
  webLoginPage,
  codeToSessionPage,
];

/** What the sandbox does itself, by route and kind of caller. */
export const handlers: ReadonlyMap<string, Readonly<Partial<Record<CallerKind, AnyHandler>>>> = collect([
  ['official-account', [...callerPages, ...commonPages, ...officialPages]],
  ['mini-program', [...callerPages, ...commonPages, ...miniProgramPages]],
  ['open-platform', [...callerPages, ...platformPages]],
]);

function collect(kinds: readonly (readonly [CallerKind, readonly object[]])[]): typeof handlers {
  const found = new Map<string, Partial<Record<CallerKind, AnyHandler>>>();
  for (const [kind, pages] of kinds) {
    for (const [route, handler] of pages.flatMap((page) => Object.entries(page)))
      found.set(route, { ...found.get(route), [kind]: handler as AnyHandler });
  }
  return found;
}

export const anonymousHandlers = new Map(anonymousPages.flatMap((page) => Object.entries(page)));
/** Routes of other hosts than `api.weixin.qq.com`. */
export const uncataloguedFacts: ReadonlyMap<string, EndpointFact> = showQrCodeFact;
