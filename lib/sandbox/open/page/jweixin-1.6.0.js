// @ts-check
// The sandbox's stand-in for WeChat's JS-SDK: it asks the sandbox whether signatures are right, and plays a phone that
// agrees to everything, except to pay: that its owner is asked.
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
    const isCancel = result.errMsg.endsWith(':cancel');
    (isOk ? options?.success : isCancel ? options?.cancel : options?.fail)?.(result);
    options?.complete?.(result);
  }

  /** @param {string} name */
  const refusalOf = (name) =>
    state === 'ready' && allowed.includes(name) ? undefined : { errMsg: `${name}:permission denied` };

  /**
   * @typedef {{ appId: string, timeStamp: string, nonceStr: string, package: string, signType: string, paySign: string }} Payment
   * @typedef {{ result: 'ok' | 'cancel' | 'fail', reason?: string, amount?: string, description?: string }} Outcome
   */

  /**
   * @param {'check' | 'pay'} action
   * @param {Payment} payment
   * @returns {Promise<Outcome>}
   */
  async function askCashier(action, payment) {
    try {
      // as plain text it needs no preflight
      const response = await fetch(`${ORIGIN}/cashier/jsapi`, {
        method: 'POST',
        body: JSON.stringify({ action, payment }),
      });
      return await response.json();
    } catch {
      return { result: 'fail', reason: 'the sandbox cannot be reached' };
    }
  }

  /**
   * WeChat's cashier over the page, with its two buttons.
   *
   * @param {Outcome} order
   * @returns {Promise<boolean>} whether the payer pays
   */
  function askPayer({ amount = '', description = '' }) {
    return new Promise((resolve) => {
      const sheet = document.createElement('div');
      sheet.setAttribute('data-wxpay', '');
      sheet.setAttribute('role', 'dialog');
      sheet.style.cssText =
        'position:fixed;inset:auto 0 0;z-index:2147483647;padding:24px;border-radius:16px 16px 0 0;text-align:center;' +
        'font:16px/1.5 system-ui,sans-serif;color:#16181b;background:#fff;box-shadow:0 0 0 100vmax rgb(0 0 0/50%)';
      /**
       * @param {string} tag
       * @param {string} text
       * @param {string} style
       */
      const add = (tag, text, style) => {
        const element = document.createElement(tag);
        element.textContent = text;
        element.style.cssText = style;
        sheet.append(element);
        return element;
      };
      add('p', `微信沙箱 · ${description}`, 'margin:0;color:#5b636d');
      add('p', amount, 'margin:8px 0 16px;font-size:40px;font-weight:600').setAttribute('data-amount', '');
      const shape =
        'display:block;width:100%;min-height:48px;margin:0 0 8px;border:0;border-radius:10px;font:inherit;';
      /**
       * @param {string} action
       * @param {string} text
       * @param {string} style
       * @param {boolean} isPaying
       */
      const button = (action, text, style, isPaying) => {
        const element = add('button', text, shape + style);
        element.setAttribute('data-action', action);
        element.addEventListener('click', () => {
          sheet.remove();
          resolve(isPaying);
        });
      };
      button('pay', '支付 Pay', 'color:#fff;background:#07803f', true);
      button('cancel', '取消 Cancel', 'color:#5b636d;background:none', false);
      document.body.append(sheet);
    });
  }

  /**
   * @param {Payment} payment
   * @returns {Promise<Outcome>}
   */
  async function openCashier(payment) {
    const checked = await askCashier('check', payment);
    if (checked.result !== 'ok') return checked;
    return (await askPayer(checked)) ? askCashier('pay', payment) : { result: 'cancel' };
  }

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
        name === 'addCard' || name === 'chooseWXPay' || Object.hasOwn(PLAYED, name),
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
    /** @param {Options & { timestamp: string | number, nonceStr: string, package: string, signType?: string, paySign: string }} options */
    async chooseWXPay(options) {
      const refusal = refusalOf('chooseWXPay');
      if (refusal) return settle(options, refusal);
      const { timestamp, nonceStr, signType = 'MD5', paySign } = options;
      const payment = {
        appId,
        timeStamp: String(timestamp),
        nonceStr,
        package: options.package,
        signType,
        paySign,
      };
      const { result, reason } = await openCashier(payment);
      settle(options, { errMsg: `chooseWXPay:${result}${reason === undefined ? '' : `, ${reason}`}` });
    },
  };

  for (const [name, answer] of Object.entries(PLAYED)) {
    wx[name] = (/** @type {Options | undefined} */ options) =>
      settle(options, refusalOf(name) ?? { ...answer, errMsg: `${name}:ok` });
  }

  const bridge = {
    /**
     * @param {string} name
     * @param {Payment} payment
     * @param {(result: { err_msg: string, err_desc?: string }) => void} callback
     */
    async invoke(name, payment, callback) {
      if (name !== 'getBrandWCPayRequest') return callback({ err_msg: `${name}:fail, no such function` });
      const { result, reason } = await openCashier(payment);
      callback({
        err_msg: `get_brand_wcpay_request:${result}`,
        ...(reason === undefined ? {} : { err_desc: reason }),
      });
    },
  };

  Object.assign(window, { wx, jWeixin: wx, WeixinJSBridge: bridge });
  document.dispatchEvent?.(new Event('WeixinJSBridgeReady'));
})();
