import { Injectable, type Type } from '@nestjs/common';
import {
  ApplicationConfig,
  type ContextId,
  ContextIdFactory,
  DiscoveryService,
  ExternalContextCreator,
  MetadataScanner,
  ModuleRef,
} from '@nestjs/core';
import { WECHAT_CONTEXT_TYPE } from '../client/index.js';
import type { CallbackContext } from './callback-context.interface.js';
import { ROUTE_ARGS_METADATA } from './callback.constants.js';
import { CallbackHandler } from './callback.handler.js';
import { CallbackMetadataAccessor } from './callback-metadata.accessor.js';
import { waitingForFilters } from './filter.outcome.js';

type InstanceWrapper = ReturnType<DiscoveryService['getProviders']>[number];
type Method = (...args: unknown[]) => unknown;
type Host = Record<string, Method>;

/** Parameter decorators bring factories of their own; Nest only wants to see that there is one. */
const NO_PARAMS_FACTORY = { exchangeKeyForValue: (): undefined => undefined };
const ENHANCERS = { guards: true, interceptors: true, filters: true };

/** Finds decorated methods in providers and controllers and wraps them in Nest's own context. */
@Injectable()
export class CallbackExplorer {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly accessor: CallbackMetadataAccessor,
    private readonly contexts: ExternalContextCreator,
    private readonly config: ApplicationConfig,
  ) {}

  explore(): CallbackHandler[] {
    const wrappers = [...this.discovery.getProviders(), ...this.discovery.getControllers()];
    return wrappers.filter((wrapper) => !wrapper.isAlias).flatMap((wrapper) => this.#handlersOf(wrapper));
  }

  #handlersOf(wrapper: InstanceWrapper): CallbackHandler[] {
    const target = classOf(wrapper);
    if (!target) return [];
    const prototype = target.prototype as Host;
    const scope = this.accessor.getScope(target);
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = prototype[name] as Method;
      const patterns = this.accessor.getPatterns(method);
      if (patterns.length === 0) return [];
      const invoke = this.#invoker(wrapper, name);
      const label = `${target.name}#${name}`;
      const isWithoutInbox = this.accessor.isWithoutInbox(target, method);
      return patterns.map((pattern) => new CallbackHandler(label, pattern, scope, invoke, isWithoutInbox));
    });
  }

  #invoker(wrapper: InstanceWrapper, method: string): CallbackHandler['invoke'] {
    const isStatic = wrapper.isDependencyTreeStatic();
    const scoped = this.#scopedGlobals();
    if (isStatic && scoped.length === 0) return this.#wrap(wrapper, wrapper.instance as Host, method);
    return async (message, context) => {
      const contextId = ContextIdFactory.getByRequest(context);
      moduleRefOf(wrapper).registerRequestByContextId<CallbackContext>(context, contextId);
      const made = await Promise.all([
        isStatic ? wrapper.instance : make(wrapper, contextId),
        ...scoped.map((one) => make(one, contextId)),
      ]);
      return this.#wrap(wrapper, made[0] as Host, method, contextId)(message, context);
    };
  }

  /** Global guards and their like that are made per request: Nest makes them for controllers only. */
  #scopedGlobals(): InstanceWrapper[] {
    return [
      ...this.config.getGlobalRequestGuards(),
      ...this.config.getGlobalRequestInterceptors(),
      ...this.config.getGlobalRequestPipes(),
      ...this.config.getGlobalRequestFilters(),
    ] as InstanceWrapper[];
  }

  #wrap(
    wrapper: InstanceWrapper,
    instance: Host,
    method: string,
    contextId?: ContextId,
  ): CallbackHandler['invoke'] {
    // Nest looks for the module of a host among providers only; guards of a controller would be passed over in silence
    const contexts = Object.create(this.contexts, {
      getContextModuleKey: { value: () => wrapper.host?.token ?? '' },
      ...waitingForFilters(this.contexts),
    }) as ExternalContextCreator;
    return contexts.create(
      instance,
      instance[method] as Method,
      method,
      ROUTE_ARGS_METADATA,
      NO_PARAMS_FACTORY,
      contextId,
      contextId && wrapper.id,
      ENHANCERS,
      WECHAT_CONTEXT_TYPE,
    );
  }
}

const moduleRefOf = (wrapper: InstanceWrapper): ModuleRef =>
  wrapper.host?.providers.get(ModuleRef)?.instance as ModuleRef;

const make = (wrapper: InstanceWrapper, contextId: ContextId): Promise<unknown> =>
  moduleRefOf(wrapper).resolve(wrapper.token as string, contextId, { strict: true });

/** The class behind a provider; a factory's is known once it has run. */
function classOf(wrapper: InstanceWrapper): Type<unknown> | undefined {
  const fromInstance = (wrapper.instance as object | undefined)?.constructor as Type<unknown> | undefined;
  const target =
    wrapper.isNotMetatype || wrapper.inject ? fromInstance : (wrapper.metatype as Type<unknown> | null);
  return typeof target === 'function' && target.prototype ? target : undefined;
}
