import { describe, expect, it } from 'vitest';
import { withSession } from '../../../src/case/bill/session.ts';
import { azureRegion } from '../../../src/parsers/billing/families/azure-regions.ts';
import { literal } from '../../../src/parsers/billing/sql.ts';

async function regionsOf(spellings: readonly string[]): Promise<unknown[]> {
  return withSession([], async (session) => {
    const values = spellings.map((one, index) => `(${index}, ${literal(one)})`).join(', ');
    const rows = await session.query(`SELECT ${azureRegion('v')} FROM (VALUES ${values}) t(i, v) ORDER BY i`);
    return rows.map(([region]) => region);
  });
}

describe('Azure regions', () => {
  it.each([
    ['eastus', ['eastus', 'EastUS', 'East US', 'US East', 'us_east', 'useast']],
    ['eastus2', ['EastUS2', 'US East 2', 'useast2']],
    ['southcentralus', ['SouthCentralUS', 'US South Central', 'ussouthcentral']],
    ['westcentralus', ['West Central US', 'US West Central']],
    ['westeurope', ['EU West', 'West Europe', 'euwest', 'westeurope']],
    ['centralindia', ['IN Central', 'Central India', 'centralindia']],
    ['southeastasia', ['AP Southeast', 'southeastasia']],
    ['uksouth', ['UK South', 'uksouth']],
    ['swedencentral', ['SE Central', 'Sweden Central']],
    ['germanywestcentral', ['DE West Central', 'germanywestcentral']],
    ['australiacentral2', ['AU Central 2', 'australiacentral2']],
    ['switzerlandnorth', ['CH North', 'switzerlandnorth']],
    ['usgovvirginia', ['US Gov Virginia', 'usgovvirginia']],
    ['usgovarizona', ['US Gov AZ', 'usgovarizona']],
    ['global', ['Global', 'global']],
  ])('%s has many spellings', async (region, spellings) => {
    expect(await regionsOf(spellings)).toEqual(spellings.map(() => region));
  });

  it('takes no word for nowhere as a region', async () => {
    expect(await regionsOf(['Unassigned', 'All', ' '])).toEqual([null, null, null]);
  });
});
