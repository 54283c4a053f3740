// Opens the cashier with what the server has signed. It works inside WeChat, which brings WeixinJSBridge.
/* global WeixinJSBridge */
const button = document.querySelector('[data-payment]');

function pay() {
  WeixinJSBridge.invoke('getBrandWCPayRequest', JSON.parse(button.dataset.payment), ({ err_msg }) => {
    const [, outcome] = err_msg.split(':');
    // "ok" is what the phone says; whether it is so, the server asks
    if (outcome === 'ok') document.querySelector('[action$="/query"]').submit();
    else show(outcome === 'cancel' ? '你取消了支付 You cancelled' : `支付失败 Failed: ${err_msg}`);
  });
}

function show(text) {
  document.querySelector('[data-field="message"]').textContent = text;
}

button?.addEventListener('click', () => {
  if (typeof WeixinJSBridge === 'undefined')
    document.addEventListener('WeixinJSBridgeReady', pay, { once: true });
  else pay();
});
