// Loaded before a subject (`node --import`): writes what the process used to the file named by BENCH_USAGE when it ends.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** On Linux maxRSS starts at the parent's size (fork); VmHWM starts anew at exec. */
function peakMegabytes(maxRSS) {
  const high = existsSync('/proc/self/status') && /VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'));
  return (high ? Number(high[1]) : maxRSS) / 1024;
}

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env.BENCH_USAGE,
    JSON.stringify({ cpu: (userCPUTime + systemCPUTime) / 1e6, rss: peakMegabytes(maxRSS) }),
  );
});
