import type { AnyWorkHandler } from '../work-call.interface.js';
import { acquisitionPage } from './acquisition.page.js';
import { appChatPage } from './app-chat.page.js';
import { appPage } from './app.page.js';
import { approvalPage } from './approval.page.js';
import { batchPage } from './batch.page.js';
import { calendarPage } from './calendar.page.js';
import { contactWayPage } from './contact-way.page.js';
import { customerAssetPage } from './customer-asset.page.js';
import { customerChatPage } from './customer-chat.page.js';
import { customerRulePage } from './customer-rule.page.js';
import { customerTagPage } from './customer-tag.page.js';
import { customerPage } from './customer.page.js';
import { departmentPage } from './department.page.js';
import { driveFilePage } from './drive-file.page.js';
import { driveSpacePage } from './drive-space.page.js';
import { exportPage } from './export.page.js';
import { groupMessagePage } from './group-message.page.js';
import { kfAccountPage } from './kf-account.page.js';
import { kfKnowledgePage } from './kf-knowledge.page.js';
import { kfSessionPage } from './kf-session.page.js';
import { livingPage } from './living.page.js';
import { loginPage } from './login.page.js';
import { mediaPage } from './media.page.js';
import { meetingRoomPage } from './meeting-room.page.js';
import { meetingPage } from './meeting.page.js';
import { memberTagPage } from './member-tag.page.js';
import { memberPage } from './member.page.js';
import { menuPage } from './menu.page.js';
import { messagePage } from './message.page.js';
import { momentPage } from './moment.page.js';
import { openUserIdPage } from './open-user-id.page.js';
import { providerPage, providerTokenPage } from './provider.page.js';
import { officePage } from './office.page.js';
import { robotPage } from './robot.page.js';
import { suitePage, suiteTokenPage } from './suite.page.js';
import { ticketPage } from './ticket.page.js';
import { tokenPage } from './token.page.js';
import { transferPage } from './transfer.page.js';
import { workbenchPage } from './workbench.page.js';

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
  customerPage,
  customerTagPage,
  contactWayPage,
  customerChatPage,
  groupMessagePage,
  momentPage,
  transferPage,
  acquisitionPage,
  customerRulePage,
  customerAssetPage,
  kfAccountPage,
  kfSessionPage,
  kfKnowledgePage,
  robotPage,
  loginPage,
  ticketPage,
  batchPage,
  exportPage,
  workbenchPage,
  approvalPage,
  officePage,
  calendarPage,
  meetingRoomPage,
  meetingPage,
  livingPage,
  driveSpacePage,
  driveFilePage,
  suiteTokenPage,
  suitePage,
  providerTokenPage,
  providerPage,
  openUserIdPage,
];

/** What the sandbox does itself, by route. */
export const workHandlers: ReadonlyMap<string, AnyWorkHandler> = new Map(
  pages.flatMap((page) => Object.entries(page) as [string, AnyWorkHandler][]),
);
