/** Checked by the compiler alone: whatever must not compile stands under `@ts-expect-error`. */
import { type CallbackContext, reply, WeChatHandlers } from 'nestjs-wechat-sdk';
import {
  WeChatEvent,
  WeChatInfo,
  WeChatMessage,
  type WorkAgent,
  type WorkChangeContactCreateUserEvent,
  type WorkChangeContactDeleteUserEvent,
  type WorkChangeContactUpdateUserEvent,
  type WorkClickEvent,
  type WorkEventBase,
  type WorkEvents,
  type WorkImageMessage,
  type WorkInfoBase,
  type WorkMessageBase,
  workReply,
  type WorkSuiteTicketInfo,
  type WorkTemplateCardEvent,
  type WorkTextMessage,
} from 'nestjs-wechat-sdk/work';

interface BrandNewEvent extends WorkEventBase<'brand_new'> {
  Reason: string;
}
interface BrandNewChange extends WorkEventBase<'change_contact'> {
  ChangeType: 'brand_new';
}
interface BrandNewInfo extends WorkInfoBase<'brand_new'> {
  Reason: string;
}

@WeChatHandlers('corp', 'corp/assistant')
export class RightHandlers {
  @WeChatMessage('text', { content: /^help/ })
  text(message: WorkTextMessage, context: CallbackContext<WorkAgent>): string {
    return `${context.client.corpId} ${message.AgentID} ${message.Content}`;
  }

  @WeChatMessage()
  anyMessage(message: WorkMessageBase): void {
    void message.MsgId;
  }

  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  joined(event: WorkChangeContactCreateUserEvent): void {
    void event.UserID;
  }

  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  joinedAmongOthers(event: WorkEvents['change_contact']): void {
    void event.ChangeType;
  }

  @WeChatEvent('change_contact', { ChangeType: /_user$/ })
  matching(event: WorkEvents['change_contact']): void {
    void event.ChangeType;
  }

  @WeChatEvent('change_contact', { NewUserID: /./ })
  renamed(event: WorkChangeContactUpdateUserEvent): void {
    void event.NewUserID;
  }

  @WeChatEvent('change_contact', { ChangeType: 'update_user', UserID: 'alice' })
  alice(event: WorkChangeContactUpdateUserEvent): void {
    void event.NewUserID;
  }

  @WeChatEvent('click', { key: 'HELP' })
  click(_event: WorkClickEvent) {
    return reply.news([{ title: 'Help' }]);
  }

  @WeChatEvent('template_card_event', { key: 'approve' })
  tapped(event: WorkTemplateCardEvent) {
    return event.TaskId === 'a'
      ? workReply.updateButton('Done')
      : workReply.templateCard({ card_type: 'text_notice', main_title: { title: 'Done' } });
  }

  @WeChatEvent()
  anyEvent(event: WorkEvents[keyof WorkEvents]): void {
    void event.Event;
  }

  @WeChatEvent<BrandNewEvent>('brand_new', { Reason: 'x' })
  newEvent(event: BrandNewEvent): void {
    void event.Reason;
  }

  @WeChatEvent<BrandNewChange>('change_contact', { ChangeType: 'brand_new' })
  newChange(event: BrandNewChange): void {
    void event.ChangeType;
  }

  @WeChatInfo('suite_ticket')
  ticket(info: WorkSuiteTicketInfo): void {
    void info.SuiteTicket;
  }

  @WeChatInfo<BrandNewInfo>('brand_new')
  newInfo(info: BrandNewInfo): void {
    void info.Reason;
  }
}

export class WrongHandlers {
  // @ts-expect-error a text is no picture
  @WeChatMessage('text')
  text(_message: WorkImageMessage): void {}

  // @ts-expect-error who joined did not leave
  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  otherChange(_event: WorkChangeContactDeleteUserEvent): void {}

  // @ts-expect-error a change of the address book is more than somebody who joined
  @WeChatEvent('change_contact')
  tooNarrow(_event: WorkChangeContactCreateUserEvent): void {}

  // @ts-expect-error a pattern may match any change
  @WeChatEvent('change_contact', { ChangeType: /^create/ })
  tooNarrowForPattern(_event: WorkChangeContactCreateUserEvent): void {}

  // @ts-expect-error a misspelt change
  @WeChatEvent('change_contact', { ChangeType: 'creat_user' })
  misspeltChange(): void {}

  // @ts-expect-error a change of customers, not of members
  @WeChatEvent('change_contact', { ChangeType: 'add_external_contact' })
  foreignChange(): void {}

  // @ts-expect-error a misspelt event
  @WeChatEvent('change_contcat')
  misspelt(): void {}

  // @ts-expect-error an event of official accounts
  @WeChatEvent('SCAN')
  official(): void {}

  // @ts-expect-error an event in another case
  @WeChatEvent('Click')
  otherCase(): void {}

  // @ts-expect-error a field that is misspelt, beside one that is not
  @WeChatEvent('change_contact', { ChangeType: 'create_user', UserId: 'alice' })
  misspeltField(): void {}

  // @ts-expect-error a change has no key
  @WeChatEvent('change_contact', { key: 'a' })
  withoutKey(): void {}

  // @ts-expect-error a filter by a number: every field is a text
  @WeChatMessage('text', { AgentID: 1000002 })
  numeric(): void {}

  // @ts-expect-error a ticket is no event
  @WeChatEvent('suite_ticket')
  infoAsEvent(): void {}

  // @ts-expect-error a misspelt InfoType
  @WeChatInfo('suite_tickets')
  misspeltInfo(): void {}
}

export const replies = [
  workReply.taskCard('done'),
  // @ts-expect-error a text is a text
  workReply.updateButton(7),
  // @ts-expect-error a card has a type
  workReply.templateCard({ main_title: { title: 'a' } }),
  // @ts-expect-error a card of no kind WeCom knows
  workReply.templateCard({ card_type: 'text' }),
];
