import type { AnyV2Handler, V2Page } from '../v2-call.interface.js';
import { orderPage } from './order.page.js';
import { redPackPage } from './red-pack.page.js';
import { v2RefundPage } from './refund.page.js';
import { toolPage } from './tool.page.js';

const pages: readonly V2Page[] = [orderPage, v2RefundPage, redPackPage, toolPage];

/** What the merchant platform does itself, by route. */
export const v2Handlers: ReadonlyMap<string, AnyV2Handler> = new Map(
  pages.flatMap((page) =>
    Object.entries(page).map(([route, handler]) => [route, handler as AnyV2Handler] as const),
  ),
);
