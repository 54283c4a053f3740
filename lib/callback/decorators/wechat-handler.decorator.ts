import { HANDLER_METADATA } from '../callback.constants.js';
import type { HandlerPattern } from '../handler-pattern.interface.js';

/**
 * Refuses a method whose first parameter is a message, but not the one the decorator promises. A first parameter of
 * another type is left to parameter decorators.
 */
type Fits<Method extends (...args: never[]) => unknown, Payload> =
  Parameters<Method> extends [infer First, ...unknown[]]
    ? [First] extends [{ MsgType: unknown } | { InfoType: unknown }] // in brackets, so that a union is taken whole
      ? [Payload] extends [First]
        ? unknown
        : { 'the first parameter does not take this payload': Payload }
      : unknown
    : unknown;

/** A method decorator that knows what the method is given. */
export type HandlerDecorator<Payload> = <Method extends (...args: never[]) => unknown>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & Fits<Method, Payload>,
) => void;

/** The broad decorator under all the narrow ones; a method may carry several. */
export function createHandlerDecorator<Payload>(pattern: HandlerPattern): HandlerDecorator<Payload> {
  return (_target, _key, { value: method }) => {
    const before =
      (Reflect.getOwnMetadata(HANDLER_METADATA, method as object) as HandlerPattern[] | undefined) ?? [];
    Reflect.defineMetadata(HANDLER_METADATA, [...before, pattern], method as object);
  };
}
