import { appendedFocusFormat } from '../families/focus.ts';

/** Google's own FOCUS table in BigQuery and its public view: append-only, credits already taken off BilledCost. */
export const format = appendedFocusFormat('focus-gcp', 'FOCUS export of Google Cloud', 'gcp', [
  'x_CostType',
  'x_ExportTime',
]);
