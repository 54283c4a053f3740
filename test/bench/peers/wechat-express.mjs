/** `wechat` of node-webot on Express, as its README shows it. */
import { createServer } from 'node:http';
import { WECHAT_CONFIG } from './wechat.config.mjs';

export function create(load) {
  const app = load('express')();
  app.use(
    '/wechat/shop',
    load('wechat')(WECHAT_CONFIG, (request, response) => response.reply(request.weixin.Content)),
  );
  return createServer(app);
}
