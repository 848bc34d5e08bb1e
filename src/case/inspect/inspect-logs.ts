import type { RunEvent } from '../../engine/records/run.ts';
import { readOutages } from '../../parsers/outages/read.ts';
import { parseTerms } from '../../parsers/terms/parse.ts';
import { readTraining } from '../../parsers/training/read.ts';
import type { ReadText } from '../read-text.ts';
import { libraryFamilies } from '../terms-library.ts';
import { distinct, type InspectOptions, periodOf } from './inspection.ts';

export function inspectOutages(text: ReadText, options: InspectOptions) {
  const { value, issues, rows, format } = readOutages(text, options);
  const { outages, samples = [] } = value;
  return {
    kind: 'outages' as const,
    format,
    rows,
    period: periodOf([...outages, ...samples].flatMap(({ begin, end }) => [begin, end ?? begin])),
    // A probe names no vendor: which one it watches, only the case can say.
    vendors: distinct([...outages, ...samples].map(({ vendor }) => vendor)).filter((vendor) => vendor !== 'unknown'),
    services: distinct([...outages, ...samples].flatMap(({ services }) => services)),
    issues,
  };
}

export function inspectTraining(text: ReadText, options: InspectOptions) {
  const { value, issues, rows, format } = readTraining(text, { run: 'run', ...options });
  return {
    kind: 'training' as const,
    format,
    rows,
    period: periodOf(value.events.map((event: RunEvent) => event.at)),
    issues,
  };
}

export function inspectTerms(text: ReadText) {
  const { value: terms, issues } = parseTerms(text, [], libraryFamilies);
  const dates =
    terms?.versions
      .flatMap((edition) => [edition.effective_from, edition.effective_to])
      .filter((date) => date !== null) ?? [];
  return {
    kind: 'terms' as const,
    format: 'sla-terms/1',
    period: periodOf(dates),
    vendors: terms ? [terms.vendor] : [],
    services: terms ? [terms.service] : [],
    issues,
  };
}

export function isTerms(text: string): boolean {
  return /^schema:\s{0,8}["']?sla-(terms|overlay)\/1/m.test(text.slice(0, 4096));
}
