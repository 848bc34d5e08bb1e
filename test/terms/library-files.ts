import { readdirSync } from 'node:fs';

/** Every terms file of the library, as paths from the repository's root. */
export function libraryFiles(): string[] {
  return readdirSync('src/terms', { recursive: true })
    .map((name) => `src/terms/${String(name).replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.yaml'))
    .sort();
}
