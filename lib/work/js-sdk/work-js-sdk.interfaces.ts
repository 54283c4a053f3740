import type { JsSdkConfig } from '../../js-sdk/index.js';

/** To be given to `wx.config` as it is. */
export interface WorkJsSdkConfig extends JsSdkConfig {
  /** Interfaces that `wx.invoke` calls do not work without it. */
  readonly beta: true;
}

/** What a page may do in the name of the application. */
export interface WorkAgentConfigOptions {
  /** JS interfaces the page calls (需要使用的 JS 接口列表): `['selectExternalContact']`. */
  jsApiList: readonly string[];
}

/** To be given to `wx.agentConfig`, or to `ww.register` of the newer SDK. */
export interface WorkAgentConfig {
  readonly corpid: string;
  readonly agentid: string;
  /** Seconds. */
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
  readonly jsApiList: readonly string[];
}
