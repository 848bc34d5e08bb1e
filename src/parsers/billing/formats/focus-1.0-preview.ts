import { focusFormat } from '../families/focus.ts';

export const format = focusFormat('1.0-preview');
