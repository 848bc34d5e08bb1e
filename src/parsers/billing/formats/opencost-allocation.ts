import { allocationFormat } from '../families/opencost.ts';

export const format = allocationFormat('opencost-allocation');
