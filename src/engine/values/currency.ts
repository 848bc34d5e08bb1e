// ISO 4217: currencies whose minor unit is not a hundredth.
const NO_MINOR: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' '),
);
const THOUSANDTHS: ReadonlySet<string> = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '));

/** Decimals of a currency's minor unit: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorPlaces(currency: string): number {
  if (NO_MINOR.has(currency)) return 0;
  return THOUSANDTHS.has(currency) ? 3 : 2;
}
