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
  depth?: number;
  scope?: string[];
  invoke?: Invoke;
}

/** A handler as the explorer would make it. */
export function handlerOf(parts: HandlerParts = {}): CallbackHandler {
  const { label = 'Shop#handle', scope, invoke = async () => undefined, ...pattern } = parts;
  return new CallbackHandler(label, { kind: 'message', filter: {}, ...pattern }, scope, invoke);
}

/** A registry that holds them. */
export function registryOf(...handlers: CallbackHandler[]): HandlerRegistry {
  const registry = new HandlerRegistry();
  registry.fill(handlers);
  return registry;
}
