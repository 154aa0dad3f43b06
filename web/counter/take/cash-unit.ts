/**
 * The till's price, cash, and sums over several Pays are said in yen, whatever a Pay calls its unit: one unit of any
 * programme is one yen (MON-1). Other languages translate it (web/shared/i18n/numbers.ts).
 */
export const CASH_UNIT = "円";
