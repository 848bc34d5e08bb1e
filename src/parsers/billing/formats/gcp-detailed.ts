import { gcpFormat } from '../families/gcp.ts';

/** The BigQuery table `gcp_billing_export_resource_v1_...`: the standard export, with the resource of each row. */
export const format = gcpFormat('gcp-detailed', 'Google Cloud billing export (detailed)', true);
