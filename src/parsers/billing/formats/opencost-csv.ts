import { opencostCsvFormat } from '../families/opencost.ts';

export const format = opencostCsvFormat('opencost-csv');
