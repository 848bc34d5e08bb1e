import type { Exact } from '../values/exact.ts';
import type { Interval } from '../values/interval.ts';
import type { Origin } from './issue.ts';

/** FOCUS charge categories; `Unknown` is a category the export did not state. */
export type ChargeCategory = 'Usage' | 'Purchase' | 'Tax' | 'Credit' | 'Adjustment' | 'Unknown';

/**
 * Billing rows that agree on every key, summed. Keys and costs carry FOCUS names; `x_` marks ours. A key that the
 * export does not give, or that the question did not need, is null. A cost that the export does not give is null,
 * never zero.
 */
export interface Charge {
  readonly x_SourceFile: string;
  /** Vendor, normalized: `aws`, `gcp`, `azure`, or the export's own name in lower case. */
  readonly x_Vendor: string | null;
  readonly ServiceProviderName: string | null;
  readonly ServiceName: string | null;
  /** The vendor's own code, `AmazonEC2`; null where the export has none. */
  readonly x_ServiceCode: string | null;
  readonly RegionId: string | null;
  readonly AvailabilityZone: string | null;
  readonly ResourceId: string | null;
  readonly x_InstanceType: string | null;
  readonly ChargeCategory: ChargeCategory;
  readonly ChargeFrequency: string | null;
  /** The billing month as the vendor cut it. */
  readonly billingPeriod: Interval | null;
  /** The charge period of the rows; null where rows of many periods were summed because no hour of them matters. */
  readonly chargePeriod: Interval | null;
  readonly BillingCurrency: string;
  readonly BilledCost: Exact | null;
  readonly EffectiveCost: Exact | null;
  readonly ListCost: Exact | null;
  readonly ConsumedQuantity: Exact | null;
  readonly ConsumedUnit: string | null;
  /**
   * What a row is that no contract means by its service's charges unless it says so: bought from a third party, a support
   * plan, the one fee of a reserved block of capacity. null: none of these.
   */
  readonly x_Nature: ChargeNature | null;
  /** `Used` or `Unused`, of a row in detail that a commitment or a reservation pays. */
  readonly CommitmentDiscountStatus: string | null;
  readonly CapacityReservationStatus: string | null;
  /** Of credits and adjustments only, where {@link BillNeeds.credits} asks: `Correction`, the vendor's own type, the text. */
  readonly ChargeClass: string | null;
  readonly x_AdjustmentType: string | null;
  readonly ChargeDescription: string | null;
  readonly rows: number;
}

export const CHARGE_NATURES = ['marketplace', 'support', 'capacity-block'] as const;
export type ChargeNature = (typeof CHARGE_NATURES)[number];

/** Columns of a charge that a contract or a run can select on. */
export type SelectorColumn =
  | 'x_Vendor'
  | 'ServiceProviderName'
  | 'ServiceName'
  | 'x_ServiceCode'
  | 'RegionId'
  | 'AvailabilityZone'
  | 'ResourceId'
  | 'x_InstanceType'
  | 'ChargeCategory'
  | 'ChargeFrequency'
  | 'x_Nature';

/**
 * Which charges are meant: every column named must hold one of its values. `*` stands for any text inside a value;
 * case does not matter. The form in terms files and in a run's `resources`.
 */
export type ChargeSelector = { readonly [column in SelectorColumn]?: readonly string[] };

/**
 * What the engine will ask of a bill, known before the bill is read. Rows that match a selector of `detail` keep zone,
 * resource, instance type and quantity. Rows that match one of `places` keep their zone and the kind of their resource:
 * `arn:...:volume/*` or `vol-*`, its name cut off. Both keep their charge period where it touches one of `windows`. All
 * other rows are summed by service, region, category and month. This is what keeps ten million rows small.
 */
export interface BillNeeds {
  readonly detail: readonly ChargeSelector[];
  readonly places?: readonly ChargeSelector[];
  readonly windows: readonly Interval[];
  /** Rows that match one of the selectors keep their charge period, and nothing else, where it touches a window. */
  readonly hourly?: { readonly selectors: readonly ChargeSelector[]; readonly windows: readonly Interval[] };
  /** Credits and adjustments keep their charge period, class, type and description. */
  readonly credits?: boolean;
  /** For looking a file over: every row keeps its instance type, and the lengths of charge periods are counted. */
  readonly overview?: boolean;
}

export interface RowCount {
  readonly reason: string;
  readonly rows: number;
}

/** How a cost of a file came about; `missing`: the export does not give it. */
export type CostQuality = 'exact' | 'derived' | 'missing' | 'zero-means-missing';

/** What a kind of bill can carry. */
export type BillUse =
  | 'claims'
  /** Sums for orientation: no resource, no hour, no proof. Refused where a claim or a loss is computed. */
  | 'rough-totals'
  /** Shares of a cost that another bill holds. */
  | 'splitting'
  /** Quantities without any cost; a rate card prices them. */
  | 'usage';

/** What became of a billing file: `read = used + excluded + rejected`, and the sums of the used rows. */
export interface BillFile {
  readonly file: string;
  readonly format: string;
  readonly use: BillUse;
  readonly rows: {
    readonly read: number;
    readonly used: number;
    readonly excluded: readonly RowCount[];
    readonly rejected: readonly RowCount[];
  };
  readonly totals: { readonly billed: Exact | null; readonly effective: Exact | null; readonly list: Exact | null };
  readonly quality: { readonly billed: CostQuality; readonly effective: CostQuality; readonly list: CostQuality };
  readonly currency: string | null;
  readonly period: Interval | null;
  /** End of the newest charge period: the bill says nothing of later hours. */
  readonly dataCompleteTo: number | null;
  readonly vendors: readonly string[];
  readonly services: readonly string[];
}

/** What the bills of a case came to. */
export interface Bill {
  readonly files: readonly BillFile[];
  readonly charges: readonly Charge[];
}

/** A line of a bill that stands behind a sum, as `explain` shows it. */
export interface BillLine {
  readonly origin: Origin;
  readonly ChargeDescription: string | null;
  readonly chargePeriod: Interval;
  readonly BilledCost: Exact | null;
  readonly EffectiveCost: Exact | null;
}
