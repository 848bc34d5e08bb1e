import { focusFormat } from '../families/focus.ts';

export const format = focusFormat('0.5');
