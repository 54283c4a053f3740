/** A process that makes the same call to the same server over and over: with ours, plain axios, or node-easywechat. */
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import axios from 'axios';
import { openClient } from '../application.mjs';
import { perSecond } from '../calls.mjs';
import { EASYWECHAT_CONFIG } from '../peers/easywechat.config.mjs';
import { meter } from './meter.mjs';
import { serve } from './worker.mjs';

const PATH = '/cgi-bin/message/custom/send';
const BODY = {
  touser: 'oBench0000000000000000000001',
  msgtype: 'text',
  text: { content: '有关于桥的书吗?' },
};

/** @returns what makes one call and resolves to the JSON of its answer */
const CALLERS = {
  async ours(url) {
    const { client } = await openClient(url);
    return () => client.request(`POST ${PATH}`, { body: BODY });
  },
  axios(url) {
    const plain = axios.create({ httpAgent: new Agent({ keepAlive: true }) });
    const address = `${url}${PATH}?access_token=${'t'.repeat(136)}`;
    return async () => (await plain.post(address, BODY)).data;
  },
  /** Its token in files, as it comes; Node's own agent keeps connections. */
  'easywechat-file': (...given) => easyWeChat(...given).call,
  /** Its token in memory, by its interface for caches. */
  'easywechat-memory'(...given) {
    const { app, CacheInterface, call } = easyWeChat(...given);
    class MemoryCache extends CacheInterface {
      #kept = new Map();
      get = async (id) => this.#kept.get(id);
      has = async (id) => this.#kept.has(id);
      set = async (id, data) => Boolean(this.#kept.set(id, data));
      delete = async (id) => this.#kept.delete(id);
    }
    app.setCache(new MemoryCache());
    return call;
  },
};

function easyWeChat(url, folder, tokens) {
  const { CacheInterface, OfficialAccount } = createRequire(join(folder, 'package.json'))('node-easywechat');
  const config = { ...EASYWECHAT_CONFIG, http: { baseURL: url }, file_cache: { path: tokens } };
  const app = new OfficialAccount(config);
  const call = async () => (await app.getClient().post(PATH, { json: BODY })).toObject();
  return { app, CacheInterface, call };
}

let call;
serve({
  ...meter,
  /** @param given the server, where node-easywechat is installed, and a folder for its tokens */
  async start(kind, ...given) {
    call = await CALLERS[kind](...given);
    const { errcode } = await call();
    if (errcode !== 0) throw new Error(`The first call was answered with ${errcode}`);
  },
  perSecond: (count) => perSecond(call, count),
});
