import type { HttpService } from '@nestjs/axios';
import type { AxiosStatic } from 'axios';

interface Loaded {
  readonly HttpService: typeof HttpService;
  readonly axios: AxiosStatic;
}

let loading: Promise<Loaded> | undefined;

/** Axios takes as long to load as all the rest, and whoever is only called back does without: it comes with the first call. */
export function loadAxios(): Promise<Loaded> {
  loading ??= load().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

/** One after the other: Jest cannot link a module that two ask for at once. */
async function load(): Promise<Loaded> {
  const { HttpService } = await import('@nestjs/axios');
  const { default: axios } = await import('axios');
  return { HttpService, axios };
}
