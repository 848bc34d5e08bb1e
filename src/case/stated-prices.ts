import type { YamlPath } from '../parsers/syntax/yaml.ts';
import type { CaseFile } from './case-schema.ts';

/** Where the case states a price itself: such prices are in US dollars. */
export function statedPrices({ training, pools }: CaseFile): YamlPath[] {
  return [
    ...training.flatMap(({ price, cover = [] }, t): YamlPath[] => [
      ...(typeof price === 'object' ? [['training', t, 'price']] : []),
      ...cover.map((_, c) => ['training', t, 'cover', c, 'usd_per_gpu_hour']),
    ]),
    ...pools.flatMap(({ price }, p): YamlPath[] => (typeof price === 'object' ? [['pools', p, 'price']] : [])),
  ];
}
