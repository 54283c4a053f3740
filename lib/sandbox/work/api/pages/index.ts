import type { AnyWorkHandler } from '../work-call.interface.js';
import { appChatPage } from './app-chat.page.js';
import { appPage } from './app.page.js';
import { departmentPage } from './department.page.js';
import { mediaPage } from './media.page.js';
import { memberTagPage } from './member-tag.page.js';
import { memberPage } from './member.page.js';
import { menuPage } from './menu.page.js';
import { messagePage } from './message.page.js';
import { tokenPage } from './token.page.js';

const pages: readonly object[] = [
  tokenPage,
  memberPage,
  departmentPage,
  memberTagPage,
  appPage,
  menuPage,
  messagePage,
  appChatPage,
  mediaPage,
];

/** What the sandbox does itself, by route. */
export const workHandlers: ReadonlyMap<string, AnyWorkHandler> = new Map(
  pages.flatMap((page) => Object.entries(page) as [string, AnyWorkHandler][]),
);
