import { paysForEvents } from '../engine/records/pays-for-events.ts';
import type { StatedEvent } from '../engine/records/stated-event.ts';
import type { Commitment, Terms } from '../engine/records/terms.ts';
import { exact } from '../engine/values/exact.ts';
import { didYouMean } from '../engine/values/nearest.ts';
import type { YamlPath } from '../parsers/syntax/yaml.ts';
import type { CaseContract } from './case-schema.ts';
import type { OpenCase } from './open-case.ts';

type Stated = NonNullable<CaseContract['events']>[number];

/** The events of a contract. One that fits no rule of its terms, or does not say what it hit, would pay nothing in silence: it is refused. */
export function statedEvents(open: OpenCase, events: readonly Stated[], terms: Terms, path: YamlPath): StatedEvent[] {
  const { source } = open.statement;
  const commitments = terms.versions.flatMap((edition) => edition.commitments);
  return events.flatMap((event, index): StatedEvent[] => {
    const problem = problemOf(event, terms.id, commitments);
    if (problem) {
      const { field, ...issue } = problem;
      open.issues.push({ severity: 'error', ...issue, ...source.cite([...path, index, field]) });
      return [];
    }
    return [
      {
        rule: event.rule,
        at: event.at,
        begin: event.begin ?? null,
        unit: event.unit ?? null,
        count: exact(event.count ?? 1),
        document: event.document,
        origin: source.cite([...path, index]).origin ?? { file: source.file },
      },
    ];
  });
}

interface Problem {
  readonly field: keyof Stated;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

function problemOf(event: Stated, terms: string, commitments: readonly Commitment[]): Problem | undefined {
  const rules = commitments.flatMap((commitment) =>
    commitment.credits.filter(paysForEvents).map((rule) => ({ commitment, names: namesOf(commitment, rule.id) })),
  );
  const meant = rules.filter(({ names }) => names.includes(event.rule));
  const homes = [...new Set(meant.map(({ commitment }) => commitment.id))];
  if (homes.length === 0) return unknownRule(event, terms, [...new Set(rules.flatMap(({ names }) => names))]);
  if (homes.length > 1)
    return {
      field: 'rule',
      code: 'case/unknown-rule',
      message: `Several commitments of ${terms} have a rule \`${event.rule}\`.`,
      fix: `Name one of ${homes.map((home) => `${home}.${event.rule}`).join(', ')}.`,
    };
  if (event.begin !== undefined && event.begin >= event.at)
    return {
      field: 'begin',
      code: 'case/end-before-start',
      message: 'The event does not begin before it happens.',
      fix: 'Correct `begin` or `at`.',
    };
  const unit = meant.find(({ commitment }) => !['account', 'global'].includes(commitment.scope.level))?.commitment
    .scope;
  if (event.unit === undefined && unit)
    return {
      field: 'rule',
      code: 'case/event-without-unit',
      message: `The event does not say which ${unit.unit} it hit.`,
      fix: `Add \`unit\`, with the name of the ${unit.unit} as the bill writes it.`,
    };
  return undefined;
}

function namesOf(commitment: Commitment, rule: string): string[] {
  return [rule, `${commitment.id}.${rule}`];
}

function unknownRule({ rule }: Stated, terms: string, known: readonly string[]): Problem {
  return {
    field: 'rule',
    code: 'case/unknown-rule',
    message: `${terms} has no credit rule \`${rule}\` that pays for events.`,
    fix:
      didYouMean(rule, known) ||
      (known.length > 0
        ? `Its rules for events are: ${known.join(', ')}.`
        : 'It pays for downtime only, which logs show.'),
  };
}
