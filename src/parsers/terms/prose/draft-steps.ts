import type { ReadStep } from './find/claim.ts';

/**
 * Deadlines as steps. Several for claims are readings, for a text that states several leaves open which holds; so are
 * the two ways to count from a breach (to the day, or from the end of its month) and to count billing cycles.
 */
export function stepsOf(steps: readonly ReadStep[]): object[] {
  const claims = steps.filter(({ act }) => act === 'claim');
  const written = steps.flatMap(
    (step): { readonly step: ReadStep; readonly reading: string | null; readonly conservative: boolean }[] => {
      if (step.act === 'ticket') return [{ step, reading: null, conservative: false }];
      const suffix = claims.length > 1 ? `-${claims.indexOf(step) + 1}` : '';
      if (step.anchor === 'eligibility')
        return [
          { step, reading: `from_breach${suffix}`, conservative: true },
          { step: { ...step, anchor: 'incident_month_end' }, reading: `from_month_end${suffix}`, conservative: false },
        ];
      if (step.unit === 'billing_cycles' && step.toEnd && step.count > 1)
        return [
          { step, reading: `m_plus_${step.count}_end${suffix}`, conservative: false },
          {
            step: { ...step, count: step.count - 1 },
            reading: `m_plus_${step.count - 1}_end${suffix}`,
            conservative: true,
          },
        ];
      return [{ step, reading: claims.length > 1 ? `deadline${suffix}` : null, conservative: false }];
    },
  );
  const counts = new Map<string, number>();
  return written.map(({ step, reading, conservative }) => {
    const count = (counts.get(step.act) ?? 0) + 1;
    counts.set(step.act, count);
    return {
      id: count === 1 ? step.act : `${step.act}-${count}`,
      act: step.act,
      anchor: step.anchor,
      offset: { [step.unit]: String(step.count), ...(step.toEnd ? { to: 'end' } : {}) },
      calendar: step.business ? 'business' : 'civil',
      event: step.received === false ? 'sent' : 'received',
      ...(reading ? { reading } : {}),
      ...(conservative ? { conservative: 'true' } : {}),
    };
  });
}
