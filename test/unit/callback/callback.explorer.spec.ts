import 'reflect-metadata';
import { Controller, Inject, Injectable, type Provider, Scope, type Type } from '@nestjs/common';
import { DiscoveryModule, REQUEST } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { of } from 'rxjs';
import { CallbackExplorer } from '../../../lib/callback/callback.explorer.js';
import type { CallbackHandler } from '../../../lib/callback/callback.handler.js';
import { CallbackMetadataAccessor } from '../../../lib/callback/callback-metadata.accessor.js';
import {
  type CallbackContext,
  ClientOf,
  Context,
  Message,
  WeChatEvent,
  WeChatHandlers,
  WeChatMessage,
} from '../../../lib/callback/index.js';

const CLIENT = { name: 'shop' };
const CONTEXT = { client: CLIENT, kind: 'message', name: 'text' } as unknown as CallbackContext;

@Injectable()
class Plain {
  @WeChatMessage('text')
  text(message: { Content: string }, context: CallbackContext) {
    return `${message.Content} for ${context.client.name}`;
  }

  @WeChatEvent('subscribe')
  @WeChatEvent('SCAN', { key: 'k' })
  both() {
    return of('observed');
  }

  notMine() {
    return 'never';
  }
}

@Controller()
@WeChatHandlers('shop', 'mini')
class Scoped {
  @WeChatMessage()
  any(
    @Message() message: unknown,
    @Message('Content') content: string,
    @Context() context: unknown,
    @ClientOf() client: unknown,
  ) {
    return [message, content, context, client];
  }
}

@Injectable()
class Child extends Plain {
  override text() {
    return 'child';
  }
}

@Injectable({ scope: Scope.REQUEST })
class PerRequest {
  static made = 0;
  constructor(@Inject(REQUEST) private readonly request: CallbackContext) {
    PerRequest.made += 1;
  }

  @WeChatMessage('image')
  image() {
    return this.request.client.name;
  }
}

async function explore(
  providers: Provider[],
  controllers: Array<Type<unknown>> = [],
): Promise<CallbackHandler[]> {
  const module = await Test.createTestingModule({
    imports: [DiscoveryModule],
    providers: [CallbackExplorer, CallbackMetadataAccessor, ...providers],
    controllers,
  }).compile();
  return module.get(CallbackExplorer).explore();
}

describe('CallbackExplorer', () => {
  it('finds the decorated methods of providers and controllers, and no others', async () => {
    const found = await explore([Plain], [Scoped]);
    expect(found.map(({ label, description, scope }) => [label, description, scope])).toEqual(
      expect.arrayContaining([
        ['Plain#text', 'the message "text"', undefined],
        ['Plain#both', 'the event "SCAN" with EventKey k', undefined],
        ['Plain#both', 'the event "subscribe"', undefined],
        ['Scoped#any', 'every message', ['shop', 'mini']],
      ]),
    );
    expect(found).toHaveLength(4);
  });

  it('hands message and context to a method without parameter decorators', async () => {
    const [handler] = await explore([Plain]);
    expect(await handler?.invoke({ Content: 'hi' }, CONTEXT)).toBe('hi for shop');
  });

  it('waits for an Observable', async () => {
    const found = await explore([Plain]);
    expect(await found.find(({ label }) => label === 'Plain#both')?.invoke({}, CONTEXT)).toBe('observed');
  });

  it('fills parameters as their decorators say', async () => {
    const message = { Content: 'hi' };
    const [handler] = await explore([], [Scoped]);
    expect(await handler?.invoke(message, CONTEXT)).toEqual([message, 'hi', CONTEXT, CLIENT]);
  });

  it('finds what providers of every form hold', async () => {
    for (const provider of [
      { provide: 'a', useClass: Plain },
      { provide: 'a', useValue: new Plain() },
      { provide: 'a', useFactory: () => new Plain() },
    ]) {
      const found = await explore([provider]);
      expect(found.map(({ label }) => label).toSorted()).toEqual(['Plain#both', 'Plain#both', 'Plain#text']);
    }
  });

  it('counts a provider with an alias once', async () => {
    expect(await explore([Plain, { provide: 'alias', useExisting: Plain }])).toHaveLength(3);
  });

  it('survives providers that are no objects', async () => {
    const odd = [undefined, null, 1, 'text', Object.create(null), () => 'x', Symbol('x')];
    expect(await explore(odd.map((useValue, index) => ({ provide: `${index}`, useValue })))).toEqual([]);
  });

  it('finds inherited handlers under the name of the child, and not those it overrides', async () => {
    const found = await explore([Child]);
    expect(found.map(({ label }) => label)).toEqual(['Child#both', 'Child#both']);
  });

  it('makes a request-scoped host anew for each push, and shows it the push', async () => {
    PerRequest.made = 0;
    const [handler] = await explore([PerRequest]);
    expect(PerRequest.made).toBe(0);
    expect(await handler?.invoke({}, CONTEXT)).toBe('shop');
    expect(await handler?.invoke({}, CONTEXT)).toBe('shop');
    expect(PerRequest.made).toBe(2);
  });
});
