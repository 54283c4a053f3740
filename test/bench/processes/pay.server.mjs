/**
 * An application that is notified: through @WeChatPayNotify, in a bare controller that reads the same body (`bare`), or in
 * one that does one verification and one decryption of the same size besides (`opening`).
 */
import { createDecipheriv, createPublicKey, createSecretKey, verify } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { WeChatModule } from 'nestjs-wechat-sdk';
import { pay, WeChatPayNotify } from 'nestjs-wechat-sdk/pay';
import { decorate } from '../decorate.mjs';
import { meter } from './meter.mjs';
import { serve } from './worker.mjs';

let handled = 0;
class ShopController {
  paid({ resource }) {
    if (resource.trade_state === 'SUCCESS') handled += 1;
  }
}
Controller()(ShopController);
decorate(ShopController, 'paid', WeChatPayNotify('TRANSACTION.SUCCESS'));

/** What a bare verification and a bare decryption are made on. */
let keys;
let example;
function bareCryptography() {
  const { message, signature, sealed } = example;
  const isSigned = verify('sha256', Buffer.from(message), keys.platform, Buffer.from(signature, 'base64'));
  const bytes = Buffer.from(sealed.ciphertext, 'base64');
  const options = { authTagLength: 16 };
  const decipher = createDecipheriv('aes-256-gcm', keys.api, Buffer.from(sealed.nonce), options);
  decipher.setAAD(Buffer.from(sealed.associated_data)).setAuthTag(bytes.subarray(-16));
  const text = decipher.update(bytes.subarray(0, -16), undefined, 'utf8') + decipher.final('utf8');
  if (!isSigned || !text.endsWith('}')) throw new Error('The example cannot be verified or opened');
}

const open = { bare: () => undefined, opening: bareCryptography };

function bareController(kind) {
  class BareController {
    paid(body) {
      open[kind]();
      if (body.event_type === 'TRANSACTION.SUCCESS') handled += 1;
    }
  }
  Controller('wechat')(BareController);
  Body()(BareController.prototype, 'paid', 0);
  decorate(BareController, 'paid', Post('pay'), HttpCode(204));
  return BareController;
}

const partsOf = (kind, options) =>
  kind in open
    ? { controllers: [bareController(kind)] }
    : { imports: [WeChatModule.forRoot({ clients: { pay: pay(options) } })], controllers: [ShopController] };

async function createApp(adapter, kind, options) {
  class AppModule {}
  Module(partsOf(kind, options))(AppModule);
  const logger = ['error', 'warn'];
  if (adapter === 'express') return NestFactory.create(AppModule, { logger });
  const { FastifyAdapter } = await import('@nestjs/platform-fastify');
  return NestFactory.create(AppModule, new FastifyAdapter(), { logger });
}

serve({
  ...meter,
  /** @param given the options of the merchant, as JSON */
  async start(adapter, kind, given) {
    const options = JSON.parse(given);
    keys = {
      platform: createPublicKey(options.publicKey),
      api: createSecretKey(Buffer.from(options.apiV3Key)),
    };
    const app = await createApp(adapter, kind, options);
    await app.listen(0, '127.0.0.1');
    return app.getHttpServer().address().port;
  },
  setExample: (given) => void (example = given),
  /** Microseconds of CPU of one verification and one decryption, with nothing beside them. */
  timeCryptography(count) {
    meter.startClock();
    for (let turn = 0; turn < count; turn += 1) bareCryptography();
    return meter.readClock() / count;
  },
  handled: () => handled,
});
