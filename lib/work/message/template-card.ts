import type { WorkBody } from '../work.api.js';

type Fields = NonNullable<WorkBody<'POST /cgi-bin/message/send'>['template_card']>;

/** A card of one type: what it must have, and what it may. */
type CardOf<Type extends Fields['card_type'], Needed extends keyof Fields, Possible extends keyof Fields> = {
  readonly card_type: Type;
} & { readonly [Field in Needed]-?: NonNullable<Fields[Field]> } & {
  readonly [Field in Possible]?: Fields[Field] | undefined;
};

type Head = 'source' | 'main_title';
/** With a menu at its corner a card needs a `task_id`. */
type Menu = 'action_menu' | 'task_id';
type Text = 'quote_area' | 'horizontal_content_list';

/** 文本通知型: `main_title.title` or `sub_title_text` is needed. */
export type WorkTextNoticeCard = CardOf<
  'text_notice',
  'card_action',
  Head | Menu | Text | 'emphasis_content' | 'sub_title_text' | 'jump_list'
>;

/** 图文展示型: `card_image` or `image_text_area` is needed. */
export type WorkNewsNoticeCard = CardOf<
  'news_notice',
  'main_title' | 'card_action',
  'source' | Menu | Text | 'card_image' | 'image_text_area' | 'vertical_content_list' | 'jump_list'
>;

/** 按钮交互型 */
export type WorkButtonCard = CardOf<
  'button_interaction',
  'main_title' | 'task_id' | 'button_list',
  'source' | 'action_menu' | Text | 'sub_title_text' | 'card_action' | 'button_selection'
>;

/** 投票选择型 */
export type WorkVoteCard = CardOf<
  'vote_interaction',
  'main_title' | 'task_id' | 'checkbox' | 'submit_button',
  'source'
>;

/** 多项选择型 */
export type WorkMultipleChoiceCard = CardOf<
  'multiple_interaction',
  'main_title' | 'task_id' | 'select_list' | 'submit_button',
  'source'
>;

/** A card of buttons and choices (模板卡片), by its `card_type`. */
export type WorkTemplateCard =
  WorkTextNoticeCard | WorkNewsNoticeCard | WorkButtonCard | WorkVoteCard | WorkMultipleChoiceCard;

type UpdateBody = WorkBody<'POST /cgi-bin/message/update_template_card'>;

/** What becomes of a card that was sent: its button cannot be pressed any more, or another card takes its place. */
export type WorkTemplateCardUpdate =
  | { /** The word on it from then on. */ readonly button: NonNullable<UpdateBody['button']> }
  | {
      readonly template_card: WorkTemplateCard & {
        /** The word on its button, where it is a card of the last three types and not to be answered. */
        readonly replace_text?: string | undefined;
      };
    };
