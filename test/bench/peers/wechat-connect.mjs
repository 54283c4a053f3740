/** The same on Connect, which is all it needs. */
import { createServer } from 'node:http';
import { parse } from 'node:querystring';
import { WECHAT_CONFIG } from './wechat.config.mjs';

export function create(load) {
  const app = load('connect')();
  // what connect.query() was when the README was written
  app.use((request, _response, next) => {
    request.query = parse(request.url.slice(request.url.indexOf('?') + 1));
    next();
  });
  app.use(
    '/wechat/shop',
    load('wechat')(WECHAT_CONFIG, (request, response) => response.reply(request.weixin.Content)),
  );
  return createServer(app);
}
