import { appendedFocusFormat } from '../families/focus.ts';

/** `FOCUS Reports/` of a tenancy: columns of FOCUS 1.0-preview with Oracle's own, one file after the other. */
export const format = appendedFocusFormat('oci-focus', 'FOCUS report of Oracle Cloud (OCI)', 'oci', [
  'oci_ReferenceNumber',
  'oci_CompartmentId',
]);
