import 'reflect-metadata';
import { Reflector } from '@nestjs/core';
import { describe, expect, it } from '@jest/globals';
import type { WorkEventBase, WorkInfoBase } from '../../../../lib/catalog/work.js';
import { CallbackMetadataAccessor } from '../../../../lib/callback/callback-metadata.accessor.js';
import { WeChatEvent, WeChatInfo, WeChatMessage } from '../../../../lib/work/index.js';

class Handlers {
  @WeChatMessage('text', { content: /^help/ })
  text(): void {}

  @WeChatEvent('change_contact', { ChangeType: 'create_user' })
  @WeChatEvent('change_contact', { ChangeType: 'update_user' })
  changed(): void {}

  @WeChatEvent('CLICK')
  former(): void {}

  @WeChatEvent<WorkEventBase<'subscrbie'>>('subscrbie')
  misspelt(): void {}

  @WeChatInfo('suite_ticket')
  ticket(): void {}

  @WeChatInfo<WorkInfoBase>('authorized')
  official(): void {}
}

const accessor = new CallbackMetadataAccessor(new Reflector());

describe('The decorators of WeCom', () => {
  it.each<[keyof Handlers, object[]]>([
    ['text', [{ kind: 'work-message', name: 'text', filter: { content: /^help/ } }]],
    [
      'changed',
      [
        {
          kind: 'work-event',
          name: 'change_contact',
          filter: { ChangeType: 'update_user' },
          isUnknown: false,
        },
        {
          kind: 'work-event',
          name: 'change_contact',
          filter: { ChangeType: 'create_user' },
          isUnknown: false,
        },
      ],
    ],
    ['former', [{ kind: 'work-event', name: 'CLICK', filter: {}, isUnknown: false }]],
    ['misspelt', [{ kind: 'work-event', name: 'subscrbie', filter: {}, isUnknown: true }]],
    ['ticket', [{ kind: 'work-info', name: 'suite_ticket', filter: {}, isUnknown: false }]],
    ['official', [{ kind: 'work-info', name: 'authorized', filter: {}, isUnknown: true }]],
  ])('write on %s what is looked for, and whether the catalogue has it', (name, patterns) => {
    expect(accessor.getPatterns(Handlers.prototype[name])).toEqual(patterns);
  });
});
