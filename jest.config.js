const swc = [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      target: 'es2023',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: true },
      keepClassNames: true,
    },
    module: { type: 'es6' },
    sourceMaps: 'inline',
  },
];

/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testTimeout: 60_000, // a busy machine is no failure
  // Jest keeps the modules of every ESM suite: one process would run out of memory, and its garbage collector slows it down long before
  maxWorkers: 2,
  workerIdleMemoryLimit: '500MB',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.spec.ts', '**/*.e2e-spec.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^nestjs-wechat-sdk$': '<rootDir>/lib/index.ts',
    '^nestjs-wechat-sdk/catalog$': '<rootDir>/lib/catalog/endpoints.ts',
    '^nestjs-wechat-sdk/pay$': '<rootDir>/lib/pay/index.ts',
    '^nestjs-wechat-sdk/work$': '<rootDir>/lib/work/index.ts',
    '^nestjs-wechat-sdk/redis$': '<rootDir>/lib/storage/redis/index.ts',
    '^nestjs-wechat-sdk/terminus$': '<rootDir>/lib/health/index.ts',
    '^nestjs-wechat-sdk/bullmq$': '<rootDir>/lib/inbox/index.ts',
    '^nestjs-wechat-sdk/sandbox$': '<rootDir>/lib/sandbox/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '^.+\\.ts$': swc },
};
