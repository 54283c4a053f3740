import fastifyCookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import { type INestApplication, Controller, Get, Session } from '@nestjs/common';
import { afterEach, describe, expect, it } from '@jest/globals';
import expressSession from 'express-session';
import type { FastifyInstance } from 'fastify';
import { WeChatLogin, WeChatUser } from 'nestjs-wechat-sdk';
import { ADAPTERS, type AdapterName } from '../../src/start-app.js';
import { type LoginStage, SECRET, startLogin } from '../../src/start-login.js';
import { Visitor } from '../../src/visitor.js';

@Controller()
class CartController {
  @Get('cart')
  cart(@Session() session: { goods?: number }): object {
    session.goods = (session.goods ?? 0) + 1;
    return { goods: session.goods };
  }

  @Get('pay')
  @WeChatLogin('shop')
  pay(@WeChatUser('openid') openid: string, @Session() session: { goods?: number }): object {
    return { openid, goods: session.goods };
  }
}

async function addSession(app: INestApplication, adapter: AdapterName): Promise<void> {
  if (adapter === 'express') {
    app.use(expressSession({ secret: SECRET, resave: false, saveUninitialized: false, name: 'sid' }));
    return;
  }
  const fastify = app.getHttpAdapter().getInstance() as FastifyInstance;
  await fastify.register(fastifyCookie);
  await fastify.register(fastifySession, { secret: SECRET, cookieName: 'sid', cookie: { secure: false } });
}

describe.each(ADAPTERS)('a login in the application’s own session, on %s', (adapter) => {
  let stage: LoginStage;
  afterEach(() => stage.close());

  it('is kept there under a new id, beside what the application keeps in it', async () => {
    stage = await startLogin(adapter, {
      login: { session: 'application' },
      controllers: [CartController],
      main: (app) => addSession(app, adapter),
    });
    const [alice, visitor] = [stage.account.person(), new Visitor(stage.url)];
    await visitor.open('/cart');
    const before = visitor.cookies.get('sid');
    const first = await visitor.open('/pay');
    const back = await visitor.open(await alice.authorize(first.location));
    const page = await visitor.open(back.location);
    expect(JSON.parse(page.body)).toEqual({ openid: alice.openid, goods: 1 });
    expect(visitor.cookies.get('sid')).not.toBe(before);
    expect([...visitor.cookies.keys()].toSorted()).toEqual(['sid']);
    const thief = new Visitor(stage.url);
    thief.cookies.set('sid', before as string);
    expect((await thief.open('/pay')).status).toBe(302);
  });

  it('fails with the cure where there is no session middleware', async () => {
    stage = await startLogin(adapter, { login: { session: 'application' }, controllers: [CartController] });
    const answer = await new Visitor(stage.url).open('/pay');
    expect(answer.status).toBe(500);
  });
});
