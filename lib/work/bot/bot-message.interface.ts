/** Of both kinds of chat: `single` with one person, `group`. */
export type WorkBotChatType = 'single' | 'group';

/** Who wrote or tapped. */
export interface WorkBotSender {
  userid: string;
  /** Of events, where the bot is not the corporation's own. */
  corpid?: string;
}

/** What every message and event has. */
interface WorkBotPush<MsgType extends string> {
  /** Equal for repeats of one message. */
  msgid: string;
  /** The bot it is for. 智能机器人 BotID */
  aibotid: string;
  /** The group; absent in chats with one person. */
  chatid?: string;
  chattype?: WorkBotChatType;
  /** Unix time in seconds; always with events. */
  create_time?: number;
  /** One further answer may be sent there within an hour: `bot.respond(…)`. Callback mode alone has it. */
  response_url?: string;
  msgtype: MsgType;
}

/**
 * A picture, file or video: sealed behind its address, for five minutes. `bot.download(…)` opens it.
 *
 * @publicApi
 */
export interface WorkBotMedia {
  url: string;
  /** Over the long connection each address has a key of its own; in callback mode it is the bot's encodingAESKey. */
  aeskey?: string;
}

/** Words and pictures in one message. 图文混排 */
export interface WorkBotMixed {
  msg_item: Array<{ msgtype: 'text'; text: { content: string } } | { msgtype: 'image'; image: WorkBotMedia }>;
}

/** What a message quotes: the field named by its msgtype is there. 引用 */
export interface WorkBotQuote {
  msgtype: 'text' | 'image' | 'mixed' | 'voice' | 'file' | 'video';
  text?: { content: string };
  image?: WorkBotMedia;
  mixed?: WorkBotMixed;
  voice?: { content: string };
  file?: WorkBotMedia;
  video?: WorkBotMedia;
}

/**
 * What every message to a bot has.
 *
 * @publicApi
 */
export interface WorkBotMessageBase<MsgType extends string = string> extends WorkBotPush<MsgType> {
  chattype: WorkBotChatType;
  from: WorkBotSender;
  quote?: WorkBotQuote;
}

/**
 * A text (文本); in a group it begins with the mention, `@RobotA hello`.
 *
 * @publicApi
 */
export interface WorkBotTextMessage extends WorkBotMessageBase<'text'> {
  text: { content: string };
}

/** A picture (图片), in chats with one person. @publicApi */
export interface WorkBotImageMessage extends WorkBotMessageBase<'image'> {
  image: WorkBotMedia;
}

/** Words and pictures (图文混排). @publicApi */
export interface WorkBotMixedMessage extends WorkBotMessageBase<'mixed'> {
  mixed: WorkBotMixed;
}

/** Speech as WeCom understood it (语音), in chats with one person. @publicApi */
export interface WorkBotVoiceMessage extends WorkBotMessageBase<'voice'> {
  voice: { content: string };
}

/** A file (文件), in chats with one person. @publicApi */
export interface WorkBotFileMessage extends WorkBotMessageBase<'file'> {
  file: WorkBotMedia;
}

/** A video (视频), in chats with one person. @publicApi */
export interface WorkBotVideoMessage extends WorkBotMessageBase<'video'> {
  video: WorkBotMedia;
}

/**
 * Messages to a bot by their msgtype.
 *
 * @see https://developer.work.weixin.qq.com/document/path/100719
 * @publicApi
 */
export interface WorkBotMessages {
  text: WorkBotTextMessage;
  image: WorkBotImageMessage;
  mixed: WorkBotMixedMessage;
  voice: WorkBotVoiceMessage;
  file: WorkBotFileMessage;
  video: WorkBotVideoMessage;
}

/**
 * What every event of a bot has.
 *
 * @publicApi
 */
export interface WorkBotEventBase<Name extends string = string> extends WorkBotPush<'event'> {
  create_time: number;
  from: WorkBotSender;
  event: { eventtype: Name };
}

/** Somebody opens the chat for the first time that day (进入会话): answer within 5 s with a text or a card. @publicApi */
export type WorkBotEnterChatEvent = WorkBotEventBase<'enter_chat'>;

/** Somebody pressed a button of a card, or chose from its menu (模板卡片事件): a card given back within 5 s takes its place. @publicApi */
export interface WorkBotTemplateCardEvent extends WorkBotEventBase<'template_card_event'> {
  event: {
    eventtype: 'template_card_event';
    template_card_event: {
      card_type: string;
      /** The key of the button. */
      event_key: string;
      task_id: string;
      selected_items?: {
        selected_item: Array<{ question_key: string; option_ids: { option_id: string[] } }>;
      };
    };
  };
}

/** Somebody judged an answer that had a feedback id (用户反馈); nothing can be answered. @publicApi */
export interface WorkBotFeedbackEvent extends WorkBotEventBase<'feedback_event'> {
  event: {
    eventtype: 'feedback_event';
    feedback_event: {
      /** The feedback id of the answer. */
      id: string;
      /** 1 right, 2 wrong, 3 taken back. */
      type: number;
      content?: string;
      /** 1 beside the question, 2 incomplete, 3 wrong in its facts, 4 wrong in its analysis of data. */
      inaccurate_reason_list?: number[];
    };
  };
}

/** Another connection of the same bot took the place of ours (连接断开). Long connection alone. @publicApi */
export interface WorkBotDisconnectedEvent extends WorkBotPush<'event'> {
  create_time: number;
  event: { eventtype: 'disconnected_event' };
}

/**
 * Events of a bot by their eventtype.
 *
 * @see https://developer.work.weixin.qq.com/document/path/101027
 * @publicApi
 */
export interface WorkBotEvents {
  enter_chat: WorkBotEnterChatEvent;
  template_card_event: WorkBotTemplateCardEvent;
  feedback_event: WorkBotFeedbackEvent;
  disconnected_event: WorkBotDisconnectedEvent;
}
