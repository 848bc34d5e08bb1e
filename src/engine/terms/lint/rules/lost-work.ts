import { type LintRule, ofEdition } from '../rule.ts';
import { STRONGEST } from '../strongest.ts';

export const rule: LintRule = {
  id: 'lost-work',
  title: 'Work that is lost is not paid',
  held: 'Work that is lost is paid',
  weight: 88,
  costs:
    'The steps since the last checkpoint are done again on every GPU of the job, and reloading comes on top: mostly more than the outage itself.',
  strongest: STRONGEST.lostWork,
  ask: 'Time that is worked again after a fault of the provider, up to an agreed checkpoint interval and restart, is credited for all nodes of the job at the contract price.',
  check: (contract) => {
    const { lost_work: stated } = contract.edition.remedy;
    const paying = contract.promises.flatMap(({ id, credits }) =>
      credits
        .filter(({ pays_for }) => pays_for === 'lost_runtime')
        .map((rule) => ({ commitment: id, field: `commitments.${id}.credits.${rule.id}`, says: `${rule.id} pays it` })),
    );
    if (paying.length > 0) return { lacks: [], holds: paying };
    return ofEdition(stated === 'covered', 'remedy.lost_work', stated ?? 'not stated');
  },
};
