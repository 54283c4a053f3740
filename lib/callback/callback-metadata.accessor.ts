import { Injectable, type Type } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { HANDLER_METADATA, SCOPE_METADATA } from './callback.constants.js';
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
}
