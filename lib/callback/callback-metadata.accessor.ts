import { Injectable, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { HANDLER_METADATA, SCOPE_METADATA, WITHOUT_INBOX_METADATA } from './callback.constants.js';
import type { HandlerPattern } from './handler-pattern.interface.js';

/** Reads what the decorators wrote. */
@Injectable()
export class CallbackMetadataAccessor {
  constructor(private readonly reflector: Reflector) {}

  getPatterns(method: (...args: unknown[]) => unknown): readonly HandlerPattern[] {
    return this.reflector.get<HandlerPattern[] | undefined>(HANDLER_METADATA, method) ?? [];
  }

  getScope(target: Type<unknown>): readonly string[] | undefined {
    return this.reflector.get<string[] | undefined>(SCOPE_METADATA, target);
  }

  isWithoutInbox(target: Type<unknown>, method: (...args: unknown[]) => unknown): boolean {
    return (
      this.reflector.getAllAndOverride<true | undefined>(WITHOUT_INBOX_METADATA, [method, target]) === true
    );
  }
}
