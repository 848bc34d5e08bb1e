// The import rule of the house: commands, cli -> case -> {parsers, engine, reports}; parsers -> engine/values and
// engine/records; reports -> engine/values and engine/records; engine -> nothing but date and number libraries.
const src = (rooms) => `^src/(${rooms})/`;
module.exports = {
  forbidden: [
    // Types may speak of each other; what runs may not.
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    {
      name: 'engine-stands-alone',
      severity: 'error',
      from: { path: src('engine') },
      to: { pathNot: ['^src/engine/', '^node_modules/(fraction\\.js|@date-fns/tz)/'] },
    },
    {
      name: 'parsers-know-records-only',
      severity: 'error',
      from: { path: src('parsers') },
      to: { path: '^src/', pathNot: ['^src/parsers/', '^src/engine/(values|records)/'] },
    },
    {
      name: 'reports-know-records-only',
      severity: 'error',
      from: { path: src('reports') },
      to: { path: '^src/', pathNot: ['^src/reports/', '^src/engine/(values|records)/'] },
    },
    {
      name: 'pure-rooms-touch-no-disk',
      severity: 'error',
      from: { path: src('engine|parsers|reports') },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'nobody-imports-the-command-line',
      severity: 'error',
      from: { path: src('case|engine|parsers|reports') },
      to: { path: src('commands|cli') },
    },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      // Everything but DuckDB is bundled into dist/, so that an install brings DuckDB and nothing else. These are the
      // libraries that were chosen, each with a reason in CONTRIBUTING.md.
      name: 'chosen-libraries-only',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg'],
        pathNot: '^node_modules/(@oclif/core|@duckdb/node-api|@date-fns/tz|chalk|csv-parse|fzstd|fraction\\.js|htmlparser2|yaml|zod)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
};
