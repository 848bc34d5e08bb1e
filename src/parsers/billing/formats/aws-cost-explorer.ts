import { costExplorerFormat } from '../families/cost-explorer.ts';

export const format = costExplorerFormat('aws-cost-explorer');
