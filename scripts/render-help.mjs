import { join } from 'node:path';

/** Every help text as plain text of 80 columns, by command (`''` is the root): what bin/run.cjs prints without oclif. */
export async function renderHelp(root) {
  process.env.OCLIF_COLUMNS = '80';
  process.env.NO_COLOR = '1';
  process.env.FORCE_COLOR = '0';
  const { Config, Help } = await import('@oclif/core');
  const config = await Config.load(join(root, 'package.json'));
  // The user agent names this machine and this Node; the help is read on others.
  config.userAgent = `${config.bin} ${config.version}`;
  const topics = config.topics
    .map((topic) => topic.name)
    .filter((name) => config.commandIDs.every((id) => id !== name));
  const texts = {};
  for (const id of ['', ...topics, ...[...config.commandIDs].sort()]) {
    texts[id.replaceAll(':', ' ')] = await capture(() =>
      new Help(config, { ...config.pjson.oclif.helpOptions, maxWidth: 80 }).showHelp(id === '' ? [] : [id]),
    );
  }
  return texts;
}

async function capture(print) {
  const write = process.stdout.write;
  let text = '';
  process.stdout.write = (chunk) => {
    text += chunk;
    return true;
  };
  try {
    await print();
  } finally {
    process.stdout.write = write;
  }
  return text
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trimEnd();
}
