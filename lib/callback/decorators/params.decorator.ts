import { createParamDecorator, type ExecutionContext, type PipeTransform, type Type } from '@nestjs/common';
import type { CallbackContext } from '../callback-context.interface.js';

type Pipe = PipeTransform | Type<PipeTransform>;

const contextOf = (context: ExecutionContext): CallbackContext => context.getArgByIndex<CallbackContext>(1);

/**
 * The message, or one field of it: `@Message('Content') text: string`.
 *
 * @publicApi
 */
export const Message: (...fieldOrPipes: Array<string | Pipe>) => ParameterDecorator = createParamDecorator(
  (field: string | undefined, context: ExecutionContext): unknown => {
    const message = context.getArgByIndex<Record<string, unknown>>(0);
    return field === undefined ? message : message[field];
  },
);

/**
 * The {@link CallbackContext} of the message.
 *
 * @publicApi
 */
export const Context: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context),
);

/**
 * The client the message was for.
 *
 * @publicApi
 */
export const ClientOf: () => ParameterDecorator = createParamDecorator(
  (_: unknown, context: ExecutionContext) => contextOf(context).client,
);
