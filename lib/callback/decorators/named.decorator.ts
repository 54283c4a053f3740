import type { Filtered, HandlerFilter, HandlerPattern } from '../handler-pattern.interface.js';
import { createHandlerDecorator, type HandlerDecorator } from './wechat-handler.decorator.js';

/** No field that could not be compared. */
type Only<Filter, Allowed> = Filter & { [Field in Exclude<keyof Filter, keyof Allowed>]: never };

/** A decorator for pushes of one kind, each of which has a name: what the method is given follows from it and the filter. */
export interface NamedDecorator<Known, Base> {
  <Name extends keyof Known, const Filter extends HandlerFilter<Known[Name]> = Record<never, never>>(
    name: Name,
    filter?: Only<Filter, HandlerFilter<Known[Name]>>,
  ): HandlerDecorator<Filtered<Known[Name], Filter>>;
  /** For one the catalogue does not know, name its type: `@WeChatEvent<MyEvent>('new_event')`. */
  <Payload extends Base = never>(
    name?: [Payload] extends [never] ? undefined : string,
    filter?: HandlerFilter<[Payload] extends [never] ? Known[keyof Known] : Payload>,
  ): HandlerDecorator<[Payload] extends [never] ? Known[keyof Known] : Payload>;
}

/**
 * Makes the decorator of one kind for one product.
 *
 * @param names of the catalogue; a handler of another one is most likely a slip of the pen
 */
export function namedDecorator<Known, Base>(
  kind: string,
  names?: ReadonlySet<string>,
): NamedDecorator<Known, Base> {
  return (name?: PropertyKey, filter: object = {}): HandlerDecorator<never> => {
    const isUnknown = names && name !== undefined && !names.has(String(name));
    return createHandlerDecorator({ kind, name, filter, isUnknown } as HandlerPattern);
  };
}
