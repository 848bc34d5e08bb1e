import type { BillColumns } from '../format.ts';
import { choose, literal, type Sql } from '../sql.ts';

/** A label that Google sets, of a list of {key, value} in JSON or as Python prints it; null where the row has none. */
function systemLabel(bill: BillColumns, name: string): Sql | null {
  const labels = bill.json('system_labels');
  const key = `compute[.]googleapis[.]com/${name}`;
  const pattern = String.raw`["']key["']\s*:\s*["']${key}["']\s*,\s*["']value["']\s*:\s*["']([^"']*)["']`;
  return labels && `nullif(regexp_extract(${labels}, ${literal(pattern)}, 1), '')`;
}

/** `a3-highgpu-8g`. Rows of cores, memory and GPUs of a machine carry it alike; disks and networks do not. */
export function machineSpec(bill: BillColumns): Sql | null {
  return systemLabel(bill, 'machine_spec');
}

/** Rows without a reservation may say `is_unused_reservation: false` as well: only its name tells that one was used. */
export function reservationStatus(bill: BillColumns): Sql | null {
  const unused = systemLabel(bill, 'is_unused_reservation');
  const reservation = systemLabel(bill, 'reservation_name');
  return (
    unused &&
    choose([
      [`lower(${unused}) = 'true'`, literal('Unused')],
      [`${reservation} IS NOT NULL`, literal('Used')],
    ])
  );
}
