import { describe, expect, it } from 'vitest';
import { resourceMatcher, sameResource } from '../../src/engine/resource-id.ts';

const ARN = 'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc';

describe('one resource, two spellings', () => {
  it.each([
    [ARN, 'i-0abc', true],
    ['i-0abc', ARN, true],
    [ARN, 'i-0ABC', true],
    [ARN, '0abc', false],
    [ARN, 'instance/i-0abc', true],
    [ARN, 'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc', false],
    [
      '/subscriptions/1/resourceGroups/a/providers/x/virtualMachines/vm-7',
      '/SUBSCRIPTIONS/1/resourcegroups/a/providers/x/virtualmachines/vm-7',
      true,
    ],
    ['/subscriptions/1/resourceGroups/a/vm-7', '/subscriptions/1/resourceGroups/b/vm-7', false],
    ['', '', true],
    [ARN, '', false],
    ['constructor', 'constructor', true],
  ])('%s and %s: %s', (a, b, expected) => {
    expect(sameResource(a, b)).toBe(expected);
    expect(sameResource(b, a)).toBe(expected);
    expect(resourceMatcher(['other', a])(b)).toBe(expected);
  });
});
