import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The license texts of the packages that the bundle holds a copy of: their licenses ask for it. */
export function collectLicenses(root, inputs) {
  const folders = new Set(inputs.map(packageFolder).filter((folder) => folder !== undefined));
  const parts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return `${name} ${version} (${license})\n\n${licenseText(join(root, folder))}`;
  });
  return `The files in this folder hold copies of these packages.\n\n${parts.join('\n\n-----\n\n')}\n`;
}

function packageFolder(input) {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
}

function licenseText(folder) {
  const name = readdirSync(folder).find(
    (file) => /^(licen[cs]e|copying)/i.test(file) && existsSync(join(folder, file)),
  );
  return name ? readFileSync(join(folder, name), 'utf8').trim() : '(the package carries no license file)';
}
