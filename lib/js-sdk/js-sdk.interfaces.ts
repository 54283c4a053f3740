/** What a page may do. */
export interface JsSdkConfigOptions {
  /** JS interfaces the page calls (需要使用的 JS 接口列表): `['updateAppMessageShareData']`. */
  jsApiList: readonly string[];
  /** Open tags the page shows (开放标签): `['wx-open-launch-weapp']`. */
  openTagList?: readonly string[];
  /** Has WeChat show every call's outcome as an alert. @default false */
  debug?: boolean;
}

/** To be given to `wx.config` as it is. */
export interface JsSdkConfig {
  readonly debug: boolean;
  readonly appId: string;
  /** Seconds. */
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
  readonly jsApiList: readonly string[];
  readonly openTagList: readonly string[];
}

/** What a page was given, to be explained. */
export type GivenSignature = Pick<JsSdkConfig, 'timestamp' | 'nonceStr' | 'signature'>;

/** How a signature came about. */
export interface JsSdkExplanation {
  /** The address that is signed: without its hash. */
  readonly url: string;
  /** What is signed (string1), the ticket shown by a short hash. */
  readonly signed: string;
  readonly signature: string;
  /** Whether the given signature is the right one for this address and the ticket of now. */
  readonly isRight?: boolean;
  /** The address the given signature is right for, when it is a usual mistake: `http` for `https`, a decoded query … */
  readonly isRightFor?: string;
}

/** A card for `wx.addCard`. */
export interface AddCardOptions {
  cardId: string;
  /** The card's own code, for cards whose codes are yours. */
  code?: string;
  /** Only this person may take it. */
  openid?: string;
  /** Comes back in the event of the card being taken (领取渠道): at most 128 characters. */
  outerStr?: string;
  /** Seconds: when a card of fixed term (DATE_TYPE_FIX_TERM) begins to count. */
  fixedBeginTimestamp?: number;
}

/** One entry of `cardList` of `wx.addCard`. */
export interface AddCardConfig {
  readonly cardId: string;
  /** JSON, as WeChat takes it. */
  readonly cardExt: string;
}

/** Which cards `wx.chooseCard` shows; all of them when nothing is said. */
export interface ChooseCardOptions {
  /** 门店 ID */
  shopId?: string;
  /** 卡券类型: `GROUPON`, `CASH` … */
  cardType?: string;
  cardId?: string;
}

/** To be given to `wx.chooseCard` as it is. */
export interface ChooseCardConfig {
  readonly shopId: string;
  readonly cardType: string;
  readonly cardId: string;
  /** Seconds. */
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signType: 'SHA1';
  readonly cardSign: string;
}
