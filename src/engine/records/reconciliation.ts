import type { Exact } from '../values/exact.ts';
import type { Instant } from '../values/instant.ts';
import type { BillFile, ChargeCategory } from './charge.ts';
import type { Clause } from './figure.ts';
import type { Origin } from './issue.ts';

/** An invoice amount that the user states, of one billing month and of one vendor or of all. */
export interface StatedInvoice {
  /** `2025-10` */
  readonly month: string;
  /** Normalized, `aws`; null: the bills of all vendors together. */
  readonly vendor: string | null;
  readonly amount: Exact;
  readonly document: string | null;
  readonly origin: Origin;
}

/** A service credit that the user knows from a document: an invoice, a credit note. */
export interface StatedCredit {
  readonly vendor: string;
  /** As the terms call it, `aws/ec2`, or as a log does; null: not stated. */
  readonly service: string | null;
  /** The month of the incident, `2025-10`; null: not stated. */
  readonly incidentMonth: string | null;
  /** Above zero: what the customer got. */
  readonly amount: Exact;
  readonly issued: Instant;
  readonly document: string;
  readonly origin: Origin;
}

/** What the user states for a reconciliation. */
export interface StatedReceipts {
  readonly invoices: readonly StatedInvoice[];
  readonly credits: readonly StatedCredit[];
}

/** Rows of a month that agree on category, kind, service and file, summed: what may explain a difference. */
export interface Contributor {
  readonly category: ChargeCategory;
  readonly nature: string | null;
  readonly service: string | null;
  readonly file: string;
  readonly billed: Exact;
  readonly rows: number;
}

/** The bills of a month against the amount of its invoice. */
export interface InvoiceComparison {
  readonly id: string;
  readonly stated: StatedInvoice;
  readonly status: 'agrees' | 'differs' | 'undetermined';
  readonly because: string;
  /** Sum of BilledCost, every category, exact; null is unknown. */
  readonly billed: Exact | null;
  readonly rows: number;
  /** Invoice less bills. */
  readonly difference: Exact | null;
  /** Largest first. */
  readonly contributors: readonly Contributor[];
  /** Sentences: what equals the difference, what the bills do not hold. */
  readonly hints: readonly string[];
}

/** A credit in a bill, or one that the user states. */
export interface ReceivedCredit {
  readonly id: string;
  /**
   * `certain`: a service credit by the vendor's own type, or by a document. `possible`: by its words. `open`: only its
   * amount can tie it to a claim. `other`: it says to be something else.
   */
  readonly kind: 'certain' | 'possible' | 'open' | 'other';
  /** What shows that, in words. */
  readonly shownBy: string;
  readonly vendor: string | null;
  readonly service: string | null;
  readonly serviceCode: string | null;
  readonly region: string | null;
  /** The billing month it was issued in, `2025-12`; null: the bill does not say. */
  readonly month: string | null;
  /** The end of its charge period, or the day stated. */
  readonly until: Instant | null;
  readonly incidentMonth: string | null;
  /** What the customer got: the cost with its sign turned. null: the row gives no billed cost. */
  readonly amount: Exact | null;
  readonly description: string | null;
  readonly rows: number;
  readonly origin: Origin;
}

export type ClaimOutcome = 'paid' | 'short-paid' | 'overpaid' | 'missing' | 'not-yet-due' | 'undetermined';

/** What one contract pays for one month, and what came of it. Levels that exclude each other are one claim. */
export interface ClaimReceipt {
  readonly id: string;
  readonly vendor: string;
  readonly terms: string;
  readonly edition: string;
  /** The commitment that pays more. */
  readonly commitment: string;
  readonly alternatives: readonly string[];
  readonly month: string;
  /** Ids of the credits that it is the sum of. */
  readonly credits: readonly string[];
  readonly low: Exact;
  /** null: a credit of the claim is undetermined. */
  readonly base: Exact | null;
  readonly high: Exact | null;
  readonly outcome: ClaimOutcome;
  /** `certain` only where a credit that is one for sure equals the claim to the cent; null where nothing was received. */
  readonly certainty: 'certain' | 'possible' | null;
  readonly because: string;
  /** Ids of what was received for it, and their sum. */
  readonly received: readonly string[];
  readonly receivedTotal: Exact | null;
  /** Received less the claim under the default readings. */
  readonly difference: Exact | null;
  /** The last day to make the claim; null where the terms name none. */
  readonly claimBy: string | null;
  /** The span in which the vendor must have applied it; null where the terms do not say. */
  readonly due: { readonly earliest: Instant; readonly latest: Instant | null; readonly clause: Clause } | null;
}

/** A received credit and the claims it may be for. */
export interface LooseCredit {
  readonly received: string;
  readonly because: string;
  readonly claims: readonly string[];
}

export interface Reconciliation {
  readonly invoices: readonly InvoiceComparison[];
  readonly claims: readonly ClaimReceipt[];
  /** Service credits, and those that only an amount ties to a claim. */
  readonly received: readonly ReceivedCredit[];
  readonly loose: readonly LooseCredit[];
  /** Credits and adjustments that nothing shows to be service credits, by what they show instead. */
  readonly otherCredits: readonly { readonly shownBy: string; readonly rows: number; readonly amount: Exact | null }[];
  /** What the exports of the vendors concerned cannot show. */
  readonly limits: readonly string[];
  readonly bills: readonly BillFile[];
  /** Whether every invoice agrees and every claim is paid or not yet due. */
  readonly settled: boolean;
}
