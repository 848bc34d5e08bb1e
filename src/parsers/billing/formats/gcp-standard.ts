import { gcpFormat } from '../families/gcp.ts';

/** The BigQuery table `gcp_billing_export_v1_...`, taken out as JSON, CSV or Parquet. */
export const format = gcpFormat('gcp-standard', 'Google Cloud billing export (standard)', false);
