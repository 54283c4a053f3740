import type { PushTree } from '../../push/push.writer.js';
import type { DeliveredMessage } from '../message/delivered.message.js';

/** What a member chose on a card: ids of options by the key of their question. */
export type CardChoice = Readonly<Record<string, readonly string[]>>;

interface Button {
  readonly key?: string;
  readonly type?: number;
}

type CardFields = Readonly<{
  card_type?: string;
  task_id?: string;
  button_list?: readonly Button[];
  submit_button?: Button;
  action_menu?: { readonly action_list?: readonly Button[] };
}>;

const LINK = 1;

const keysOf = (buttons: readonly (Button | undefined)[] = []): (string | undefined)[] =>
  buttons.flatMap((button) => (button && button.type !== LINK ? [button.key] : []));

/** What WeCom pushes when a button of a template card is tapped; nothing for one the card does not have. */
export function cardEvent(
  { card, replacedButton }: DeliveredMessage,
  key: string,
  responseCode: string,
  choice: CardChoice = {},
): PushTree | undefined {
  if (!card) return undefined;
  const {
    card_type: CardType = '',
    task_id: TaskId = '',
    button_list: buttons,
    submit_button: submit,
    action_menu: menu,
  } = card as CardFields;
  const isButton = replacedButton === undefined && keysOf([...(buttons ?? []), submit]).includes(key);
  const isAction = keysOf(menu?.action_list).includes(key);
  if (!isButton && !isAction) return undefined;
  const items = Object.entries(choice).map(([QuestionKey, options]) => ({
    QuestionKey,
    OptionIds: { OptionId: options },
  }));
  return {
    MsgType: 'event',
    Event: isButton ? 'template_card_event' : 'template_card_menu_event',
    EventKey: key,
    TaskId,
    CardType,
    ResponseCode: responseCode,
    ...(items.length > 0 ? { SelectedItems: { SelectedItem: items } } : {}),
  };
}

/** The same of a card of the older kind. 任务卡片 */
export function taskCardEvent(
  { content, replacedButton }: DeliveredMessage,
  key: string,
): PushTree | undefined {
  const { task_id: TaskId = '', btn: buttons } = content as { task_id?: string; btn?: readonly Button[] };
  if (replacedButton !== undefined || !keysOf(buttons).includes(key)) return undefined;
  return { MsgType: 'event', Event: 'taskcard_click', EventKey: key, TaskId };
}
