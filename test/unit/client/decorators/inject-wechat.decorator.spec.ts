import 'reflect-metadata';
import { Test } from '@nestjs/testing';
import { describe, expect, it } from '@jest/globals';
import { getWeChatToken, InjectWeChat } from '../../../../lib/client/index.js';

class Shop {
  constructor(@InjectWeChat('shop') readonly client: unknown) {}
}

describe('InjectWeChat', () => {
  it('injects what stands under the token of that name', async () => {
    const providers = [Shop, { provide: getWeChatToken('shop'), useValue: 'the client' }];
    const module = await Test.createTestingModule({ providers }).compile();
    expect(module.get(Shop).client).toBe('the client');
  });

  it('has a token of its own for each name', () => {
    expect(getWeChatToken('shop')).not.toBe(getWeChatToken('mini'));
  });
});
