import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/house/build-once.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // DuckDB is a native addon: forks keep one crash from taking the whole run down.
    pool: 'forks',
  },
});
