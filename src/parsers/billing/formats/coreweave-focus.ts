import { coreweaveFormat } from '../families/coreweave.ts';

export const format = coreweaveFormat('coreweave-focus');
