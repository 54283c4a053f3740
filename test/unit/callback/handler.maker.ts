import { CallbackHandler } from '../../../lib/callback/callback.handler.js';
import { HandlerRegistry } from '../../../lib/callback/handler.registry.js';
import type { HandlerPattern } from '../../../lib/callback/handler-pattern.interface.js';

type Invoke = CallbackHandler['invoke'];

interface HandlerParts {
  label?: string;
  kind?: string;
  name?: string;
  filter?: HandlerPattern['filter'];
  isUnknown?: boolean;
  scope?: string[];
  invoke?: Invoke;
}

/** A handler as the explorer would make it. */
export function handlerOf(parts: HandlerParts = {}): CallbackHandler {
  const { kind = 'message', name, filter = {}, isUnknown, scope, invoke = async () => undefined } = parts;
  const pattern = { kind, name, filter, isUnknown };
  return new CallbackHandler(parts.label ?? 'Shop#handle', pattern, scope, invoke);
}

/** A registry that holds them. */
export function registryOf(...handlers: CallbackHandler[]): HandlerRegistry {
  const registry = new HandlerRegistry();
  registry.fill(handlers);
  return registry;
}
