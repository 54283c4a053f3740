import type { Provider } from '@nestjs/common';
import { CallbackMount } from './adapters/callback.mount.js';
import { CallbackDispatcher } from './callback.dispatcher.js';
import { CallbackEndpoint } from './callback.endpoint.js';
import { CallbackExplorer } from './callback.explorer.js';
import { CallbackMetadataAccessor } from './callback-metadata.accessor.js';
import { CallbackOrchestrator } from './callback.orchestrator.js';
import { ClientStarter } from './client.starter.js';
import { HandlerRegistry } from './handler.registry.js';
import { InboxDesk } from './inbox.desk.js';

/** Everything inbound; it needs {@link CALLBACK_OPTIONS}, the clients and the coordination beside it. */
export const callbackProviders: Provider[] = [
  CallbackDispatcher,
  CallbackEndpoint,
  CallbackExplorer,
  CallbackMetadataAccessor,
  CallbackMount,
  CallbackOrchestrator,
  ClientStarter,
  HandlerRegistry,
  InboxDesk,
];
