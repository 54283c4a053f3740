// Asks the server for a signature of this page, gives it to WeChat's script, and shows what was signed.
/* global wx */

/** The address as WeChat compares it: what follows "#" never counts. */
const page = location.href.split('#')[0];

function show(field, text) {
  document.querySelector(`[data-field="${field}"]`).textContent = text;
}

function tell(state, text) {
  document.querySelector('[data-field="state"]').dataset.state = state;
  show('state', text);
}

async function ask(path, query) {
  const response = await fetch(`${path}?${new URLSearchParams(query)}`);
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.message);
  return answer;
}

async function start() {
  show('href', location.href);
  const config = await ask('/js-sdk/config', { url: location.href });
  wx.ready(() => {
    tell('ready', 'wx.ready：微信接受了签名\nWeChat takes the signature');
    wx.getNetworkType({ complete: ({ networkType, errMsg }) => show('network', networkType ?? errMsg) });
  });
  wx.error(({ errMsg }) => tell('failed', `wx.error：${errMsg}`));
  wx.config(config);

  const { timestamp, nonceStr, signature } = config;
  const explanation = await ask('/js-sdk/explain', { url: location.href, timestamp, nonceStr, signature });
  show('url', explanation.url);
  show('signed', explanation.signed);
  show('signature', signature);
  show('comparison', compare(explanation));
}

/** Whether the server means the page that is open here, and signed it rightly. */
function compare({ url, isRight, isRightFor }) {
  if (url !== page) return `地址不同\nThe server signed another address than ${page}`;
  if (isRight) return '一致，签名正确\nSame address, right signature';
  return `签名错误\nWrong signature${isRightFor ? `; right for ${isRightFor}` : ''}`;
}

start().catch((error) => tell('failed', `失败\n${error.message}`));
