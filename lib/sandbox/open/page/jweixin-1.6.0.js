// @ts-check
// The sandbox's stand-in for WeChat's JS-SDK: it asks the sandbox whether signatures are right, and plays a phone that
// agrees to everything.
(() => {
  const ORIGIN = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src).origin;

  /**
   * @typedef {{ success?: Callback, fail?: Callback, complete?: Callback, cancel?: Callback } & Record<string, unknown>} Options
   * @typedef {(result: { errMsg: string } & Record<string, unknown>) => void} Callback
   */

  /** What can be called once `wx.config` was right, with what a phone would answer. */
  const PLAYED = {
    getNetworkType: { networkType: 'wifi' },
    updateAppMessageShareData: {},
    updateTimelineShareData: {},
    onMenuShareTimeline: {},
    onMenuShareAppMessage: {},
    hideMenuItems: {},
    showMenuItems: {},
    hideAllNonBaseMenuItem: {},
    showAllNonBaseMenuItem: {},
    closeWindow: {},
    scanQRCode: { resultStr: 'https://example.com/' },
    getLocation: { latitude: 23.1, longitude: 113.3, speed: 0, accuracy: 30 },
  };

  let appId = '';
  let debug = false;
  /** @type {readonly string[]} */
  let allowed = [];
  /** @type {'waiting' | 'ready' | 'failed'} */
  let state = 'waiting';
  /** @type {{ errMsg: string } | undefined} */
  let failure;
  /** @type {(() => void)[]} */
  let onReady = [];
  /** @type {Callback[]} */
  let onError = [];

  /**
   * @param {string} question
   * @param {Record<string, string>} query
   * @returns {Promise<{ errMsg: string }>}
   */
  async function ask(question, query) {
    try {
      const response = await fetch(`${ORIGIN}/open/js/${question}?${new URLSearchParams(query)}`);
      return await response.json();
    } catch {
      return { errMsg: `${question}:fail, the sandbox cannot be reached` };
    }
  }

  /**
   * WeChat shows an alert, which would stop a browser that nobody watches.
   *
   * @param {object} result
   */
  function tell(result) {
    // oxlint-disable-next-line no-console
    if (debug) console.info('wx', result);
  }

  /** @param {{ errMsg: string }} result */
  function finish(result) {
    tell(result);
    if (result.errMsg === 'config:ok') {
      state = 'ready';
      for (const callback of onReady.splice(0)) callback();
    } else {
      state = 'failed';
      failure = result;
      for (const callback of onError) callback(result);
    }
  }

  /**
   * @param {Options | undefined} options
   * @param {{ errMsg: string } & Record<string, unknown>} result
   */
  function settle(options, result) {
    tell(result);
    const isOk = result.errMsg.endsWith(':ok');
    (isOk ? options?.success : options?.fail)?.(result);
    options?.complete?.(result);
  }

  /** @param {string} name */
  const refusalOf = (name) =>
    state === 'ready' && allowed.includes(name) ? undefined : { errMsg: `${name}:permission denied` };

  /** @type {Record<string, unknown>} */
  const wx = {
    /** @param {{ appId?: string, debug?: boolean, timestamp?: string | number, nonceStr?: string, signature?: string, jsApiList?: string[] }} options */
    config(options) {
      ({ appId = '', debug = false, jsApiList: allowed = [] } = options);
      state = 'waiting';
      const { timestamp = '', nonceStr = '', signature = '' } = options;
      const url = location.href.split('#')[0] ?? '';
      void ask('check', { appId, timestamp: String(timestamp), nonceStr, signature, url }).then(finish);
    },
    /** @param {() => void} callback */
    ready(callback) {
      if (state === 'ready') callback();
      else onReady.push(callback);
    },
    /** @param {Callback} callback */
    error(callback) {
      onError = [callback];
      if (failure) callback(failure);
    },
    /** @param {Options & { jsApiList: string[] }} options */
    checkJsApi(options) {
      const names = options.jsApiList.map((name) => [
        name,
        name === 'addCard' || Object.hasOwn(PLAYED, name),
      ]);
      settle(options, { checkResult: Object.fromEntries(names), errMsg: 'checkJsApi:ok' });
    },
    /** @param {Options & { cardList: { cardId: string, cardExt: string }[] }} options */
    async addCard(options) {
      const refusal = refusalOf('addCard');
      if (refusal) return settle(options, refusal);
      const answers = await Promise.all(
        options.cardList.map(({ cardId, cardExt }) => ask('check-card', { appId, cardId, cardExt })),
      );
      const wrong = answers.find(({ errMsg }) => errMsg !== 'addCard:ok');
      const cardList = options.cardList.map((card) => ({ ...card, isSuccess: true }));
      settle(options, wrong ?? { cardList, errMsg: 'addCard:ok' });
    },
  };

  for (const [name, answer] of Object.entries(PLAYED)) {
    wx[name] = (/** @type {Options | undefined} */ options) =>
      settle(options, refusalOf(name) ?? { ...answer, errMsg: `${name}:ok` });
  }

  Object.assign(window, { wx, jWeixin: wx });
})();
