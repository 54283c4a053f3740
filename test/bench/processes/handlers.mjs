import { ModulesContainer } from '@nestjs/core';

/** How many handlers the library found in an application. It shows its registry to nobody, so that is looked for by name. */
export function countHandlers(app) {
  for (const { providers } of app.get(ModulesContainer).values())
    for (const { name, instance } of providers.values())
      if (name === 'HandlerRegistry') return instance.all.length;
  throw new Error('There is no HandlerRegistry');
}
