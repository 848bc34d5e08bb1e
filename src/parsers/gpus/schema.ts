import { z } from 'zod';
import { type Exact, exact, parseDecimal, ZERO } from '../../engine/values/exact.ts';
import { day, id, object, oneOf, optional, someOf, text, texts } from '../terms/schema/fields.ts';

/** A file of the GPU table: one vendor, its sources, and what an instance of each type holds. */

const COUNT = 'Expected a number of GPUs.\nWrite `8`, a share as `1/6` or `0.125`, or null where it is not known.';

const count = z.string(COUNT).transform((written, context): Exact => {
  const share = /^([1-9]\d{0,3})\/([1-9]\d{0,3})$/.exec(written);
  const value = share ? exact(Number(share[1]), Number(share[2])) : parseDecimal(written);
  if (value && value.compare(ZERO) > 0) return value;
  context.issues.push({ code: 'custom', message: COUNT, input: written });
  return z.NEVER;
});

const hours = oneOf('instances', 'gpus', 'parts', 'unknown');

const source = object({
  title: text,
  url: text,
  grade: oneOf('vendor_page', 'vendor_docs', 'mirror', 'third_party', 'general_knowledge'),
  last_checked: day,
  note: optional(text),
});

const entry = object({
  instance_type: texts,
  gpu_model: text,
  gpus: count.nullable(),
  kind: oneOf('gpu', 'accelerator').default('gpu'),
  memory: optional(text),
  hours: hours.optional(),
  source: id,
  note: optional(text),
});

export const gpuFile = object({
  schema: z.literal('gpu-table/1', 'Expected `gpu-table/1`.\nWrite `schema: gpu-table/1` on the first line.'),
  vendor: id,
  hours,
  sources: z.record(id, source),
  entries: someOf(entry, 'Write at least one instance type.'),
});
