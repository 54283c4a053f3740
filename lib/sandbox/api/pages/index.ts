import type { EndpointFact } from '../../../catalog/index.js';
import type { AnonymousPage } from '../anonymous-call.interface.js';
import type { AnyHandler, ApiPage } from '../api-call.interface.js';
import { blacklistPage } from './blacklist.page.js';
import { customMessagePage } from './custom-message.page.js';
import { draftPage } from './draft.page.js';
import { materialPage } from './material.page.js';
import { customServicePage } from './custom-service.page.js';
import { mediaPage } from './media.page.js';
import { menuPage } from './menu.page.js';
import { networkPage } from './network.page.js';
import { openApiPage } from './openapi.page.js';
import { publishPage } from './publish.page.js';
import { qrCodePage } from './qr-code.page.js';
import { shortLinkPage } from './short-link.page.js';
import { showQrCodeFact, showQrCodePage } from './show-qr-code.page.js';
import { templatePage } from './template.page.js';
import { tokenPage } from './token.page.js';
import { userTagPage } from './user-tag.page.js';
import { userPage } from './user.page.js';

const pages: readonly ApiPage[] = [
  userPage,
  userTagPage,
  blacklistPage,
  menuPage,
  qrCodePage,
  shortLinkPage,
  customMessagePage,
  customServicePage,
  templatePage,
  mediaPage,
  materialPage,
  draftPage,
  publishPage,
  openApiPage,
  networkPage,
];
const anonymousPages: readonly AnonymousPage[] = [tokenPage, showQrCodePage];

/** What the sandbox does itself, by route. */
export const handlers: ReadonlyMap<string, AnyHandler> = new Map(
  pages.flatMap((page) => Object.entries(page) as [string, AnyHandler][]),
);
export const anonymousHandlers = new Map(anonymousPages.flatMap((page) => Object.entries(page)));
/** Routes of other hosts than `api.weixin.qq.com`. */
export const uncataloguedFacts: ReadonlyMap<string, EndpointFact> = showQrCodeFact;
