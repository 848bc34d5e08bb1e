import { escapeJson } from '../escape/json.ts';
import type { Renderer } from '../renderer.ts';

export const renderer: Renderer = {
  id: 'json',
  title: 'The record makewhole-report/1, from which every other format is rendered',
  extension: '.json',
  render: (report) => `${escapeJson(JSON.stringify(report, null, 2))}\n`,
};
