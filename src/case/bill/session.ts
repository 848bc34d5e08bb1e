import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import type { ResultCell } from '../../parsers/billing/charges.ts';
import { filePath, literal } from '../../parsers/billing/sql.ts';

/**
 * A DuckDB that reads the given files and nothing else: no other path, no network, no extension, no setting changed. It
 * could write to those same files, for DuckDB 1.5.6 grants a path whole; no query of ours writes (test/house).
 */
export interface BillSession {
  query(sql: string): Promise<ResultCell[][]>;
  /** How much of the running query is done, 0 to 100; null while nothing is known. */
  progress(): number | null;
  /** A table name that no other scan of the session uses. */
  newTable(): string;
  close(): Promise<void>;
}

/** Measured: 10 M rows pass in it; below about 200 MB the CSV reader runs out (research/stack.md 1.5). */
const MEMORY_LIMIT = '400MB';
/** Every thread of the CSV reader holds buffers of its own: more of them would not fit the memory limit. */
const MOST_THREADS = 4;

export interface SessionOptions {
  /** Keep the order of the file: needed to number rows, slower otherwise. */
  readonly ordered?: boolean;
}

export async function openSession(paths: readonly string[], options: SessionOptions = {}): Promise<BillSession> {
  // Only the owner may look into it: it holds rows of the bill.
  const spill = await mkdtemp(join(tmpdir(), 'makewhole-'));
  // Threads of a query that was left may still put files there while the folder is being emptied.
  const removeSpill = () => rmSync(spill, { recursive: true, force: true, maxRetries: 10, retryDelay: 20 });
  process.once('exit', removeSpill);
  const forgetSpill = () => {
    removeSpill();
    process.off('exit', removeSpill);
  };
  let database = await openDatabase(settings(paths, spill, options)).catch((error) => {
    forgetSpill();
    throw error;
  });
  let tables = 0;
  return {
    progress() {
      const { percentage } = database.connection.progress;
      return percentage < 0 ? null : Math.min(100, percentage);
    },
    newTable() {
      tables += 1;
      return `rejects_${tables}`;
    },
    async query(sql) {
      try {
        const reader = await database.connection.runAndReadAll(sql);
        return reader.getRowsJson() as ResultCell[][];
      } catch (error) {
        // After a failed assertion of its own DuckDB refuses every query; the other files of the case are still good.
        if (/^(INTERNAL|FATAL) Error/.test(String((error as Error).message))) {
          closeDatabase(database);
          database = await openDatabase(settings(paths, spill, options));
        }
        throw error;
      }
    },
    async close() {
      closeDatabase(database);
      forgetSpill();
    },
  };
}

interface Database {
  readonly instance: DuckDBInstance;
  readonly connection: DuckDBConnection;
}

async function openDatabase(settings: readonly string[]): Promise<Database> {
  // Twice as fast as import(): that has Node scan the whole CommonJS package for the names it exports.
  const duckdb = createRequire(import.meta.url)('@duckdb/node-api') as typeof import('@duckdb/node-api');
  const instance = await duckdb.DuckDBInstance.create(':memory:', {
    memory_limit: MEMORY_LIMIT,
    threads: String(Math.min(MOST_THREADS, availableParallelism())),
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  for (const setting of settings) await connection.run(`SET ${setting}`);
  return { instance, connection };
}

function closeDatabase({ instance, connection }: Database): void {
  connection.closeSync();
  instance.closeSync();
}

function settings(paths: readonly string[], spill: string, options: SessionOptions): string[] {
  return [
    `temp_directory = ${literal(spill)}`,
    `preserve_insertion_order = ${options.ordered === true}`,
    "TimeZone = 'UTC'",
    // Twice: what a query names is checked, and what its path stands for.
    `allowed_paths = [${paths.flatMap((path) => [literal(path), filePath(path)]).join(', ')}]`,
    `allowed_directories = [${literal(spill)}]`,
    'enable_external_access = false',
    // Counted, never drawn: what a person sees is written in one place, cli/say.ts.
    'enable_progress_bar = true',
    'enable_progress_bar_print = false',
    'progress_bar_time = 0',
    'lock_configuration = true',
  ];
}

/** Opens a session, hands it to `use`, and closes it whatever happens. */
export async function withSession<T>(
  paths: readonly string[],
  use: (session: BillSession) => Promise<T>,
  options?: SessionOptions,
): Promise<T> {
  const session = await openSession(paths, options);
  try {
    return await use(session);
  } finally {
    await session.close();
  }
}
