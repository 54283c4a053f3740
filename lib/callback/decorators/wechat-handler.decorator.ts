import { HANDLER_METADATA } from '../callback.constants.js';
import type { HandlerPattern } from '../handler-pattern.interface.js';

/** What every message, event, news and notification has one of; `msgtype` is what bots are sent. */
type AnyPayload =
  | { MsgType: unknown }
  | { InfoType: unknown }
  | { event_type: unknown }
  | { mch_id: unknown }
  | { msgtype: unknown };

/**
 * Refuses a method whose first parameter is a message, but not the one the decorator promises. A first parameter of
 * another type is left to parameter decorators.
 */
type Fits<Method extends (...args: never[]) => unknown, Payload, Taken extends Variants> =
  Parameters<Method> extends [infer First, ...unknown[]]
    ? [First] extends [AnyPayload] // in brackets, so that a union is taken whole
      ? Takes<First, Payload, Taken> extends true
        ? unknown
        : { 'the first parameter does not take this payload': Payload }
      : unknown
    : unknown;

/**
 * Which variants of a payload a method must take: all of them, or any of each event, where the account itself decides which
 * one comes.
 */
type Variants = 'all' | 'any';

type Takes<First, Payload, Taken extends Variants> = Taken extends 'any'
  ? [Extract<Payload, First>] extends [never]
    ? false
    : [Exclude<EventOf<Payload>, EventOf<Extract<Payload, First>>>] extends [never]
      ? true
      : false
  : [Payload] extends [First]
    ? true
    : false;

type EventOf<Payload> = Payload extends { event_type: infer Event } ? Event : never;

/** A method decorator that knows what the method is given. */
export type HandlerDecorator<Payload, Taken extends Variants = 'all'> = <
  Method extends (...args: never[]) => unknown,
>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<Method> & Fits<Method, Payload, Taken>,
) => void;

/** The broad decorator under all the narrow ones; a method may carry several. */
export function createHandlerDecorator<Payload, Taken extends Variants = 'all'>(
  ...patterns: HandlerPattern[]
): HandlerDecorator<Payload, Taken> {
  return (_target, _key, { value: method }) => {
    const before =
      (Reflect.getOwnMetadata(HANDLER_METADATA, method as object) as HandlerPattern[] | undefined) ?? [];
    Reflect.defineMetadata(HANDLER_METADATA, [...before, ...patterns], method as object);
  };
}
