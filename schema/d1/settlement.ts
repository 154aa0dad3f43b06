import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Banks as 全銀協 lists them: public, the same for every region. Names in bank kana (schema/bank-kana.ts). */
export const bank = sqliteTable("bank", {
  code: text("code").primaryKey(),
  name: text("name").notNull(),
  kana: text("kana").notNull(),
});

export const bankBranch = sqliteTable(
  "bank_branch",
  {
    bankCode: text("bank_code").notNull(),
    code: text("code").notNull(),
    name: text("name").notNull(),
    kana: text("kana").notNull(),
  },
  (t) => [primaryKey({ columns: [t.bankCode, t.code] })],
);

/**
 * The account that a store, or an organisation for its stores, is paid into. A change is a new version; the last one is
 * in force, and the old ones stay, because transfers name them.
 */
export const bankAccount = sqliteTable(
  "bank_account",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    /** store or organisation. */
    ownerKind: text("owner_kind").notNull(),
    ownerId: text("owner_id").notNull(),
    version: integer("version").notNull(),
    /** AES-256-GCM of JSON: bank, branch, kind, number, holder (WHO-3). */
    sealed: text("sealed").notNull(),
    /** HMAC of bank, branch, kind and number: tells whether two have the same account. */
    lookup: text("lookup").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    uniqueIndex("bank_account_version").on(t.ownerKind, t.ownerId, t.version),
    index("bank_account_lookup").on(t.regionId, t.lookup),
  ],
);

/** How a programme closes and pays (STL-3, STL-5). Never changed, only followed by another version. */
export const payoutRule = sqliteTable(
  "payout_rule",
  {
    programmeId: text("programme_id").notNull(),
    version: integer("version").notNull(),
    regionId: text("region_id").notNull(),
    /** Closings that begin on this business date or later follow this version. */
    effectiveFrom: text("effective_from").notNull(),
    /** twice-monthly or monthly. */
    rhythm: text("rhythm").notNull(),
    payAfterBankDays: integer("pay_after_bank_days").notNull(),
    /** JSON, `feeTableSchema`. */
    fees: text("fees").notNull(),
    minimumYen: integer("minimum_yen").notNull(),
    /** 登録番号 of whoever charges the fees; null where they are no qualified invoice issuer. */
    registrationNumber: text("registration_number"),
    /** AES-256-GCM of JSON: the account that is paid from and its 委託者コード. */
    payerSealed: text("payer_sealed").notNull(),
    /** JSON, `fileOptionsSchema`. */
    fileOptions: text("file_options").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [primaryKey({ columns: [t.programmeId, t.version] })],
);

/**
 * What one organisation is charged instead of the programme's standard fee (STL-12). Never changed, only followed by
 * another version: triggers refuse the rest.
 */
export const organisationFee = sqliteTable(
  "organisation_fee",
  {
    programmeId: text("programme_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    version: integer("version").notNull(),
    regionId: text("region_id").notNull(),
    /** Closings that begin on this business date or later follow this version. */
    effectiveFrom: text("effective_from").notNull(),
    /** Null, both of them: as everybody again. */
    basisPoints: integer("basis_points"),
    fixedYen: integer("fixed_yen"),
    reason: text("reason").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.programmeId, t.organisationId, t.version] }),
    index("organisation_fee_organisation").on(t.organisationId),
  ],
);

/**
 * The totals of a programme's stores between two sealed dates. Its dates are in no other closing of the programme, and
 * once approved it never changes: triggers see to both.
 */
export const closing = sqliteTable(
  "closing",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** 1, 2, 3, … within the programme. */
    number: integer("number").notNull(),
    fromOn: text("from_on").notNull(),
    toOn: text("to_on").notNull(),
    /** The day the calendar pays it on; the file may name a later one. */
    payOn: text("pay_on").notNull(),
    ruleVersion: integer("rule_version").notNull(),
    /** calculating, review, confirmed, approved. */
    state: text("state").notNull(),
    stores: integer("stores").notNull(),
    payees: integer("payees").notNull(),
    payments: integer("payments").notNull(),
    paidYen: integer("paid_yen").notNull(),
    reversedYen: integer("reversed_yen").notNull(),
    feeYen: integer("fee_yen").notNull(),
    taxYen: integer("tax_yen").notNull(),
    carriedInYen: integer("carried_in_yen").notNull(),
    carriedOutYen: integer("carried_out_yen").notNull(),
    payableYen: integer("payable_yen").notNull(),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
    confirmedAtMs: integer("confirmed_at_ms"),
    confirmedBy: text("confirmed_by"),
    approvedAtMs: integer("approved_at_ms"),
    approvedBy: text("approved_by"),
  },
  (t) => [
    uniqueIndex("closing_number").on(t.programmeId, t.number),
    uniqueIndex("closing_from").on(t.programmeId, t.fromOn),
    index("closing_region").on(t.regionId, t.createdAtMs),
  ],
);

/** That an approved closing's fees are in the fund's book (FND-13); a closing itself never changes. */
export const closingFee = sqliteTable("closing_fee", {
  closingId: text("closing_id").primaryKey(),
  regionId: text("region_id").notNull(),
  programmeId: text("programme_id").notNull(),
  /** Fee and tax of all its lines; less than nothing where it gave back. */
  amountYen: integer("amount_yen").notNull(),
  /** Null where there was nothing to keep. */
  operationId: text("operation_id"),
  keptAtMs: integer("kept_at_ms").notNull(),
});

/** One store in one closing. Names are those of the closing's last date. */
export const closingLine = sqliteTable(
  "closing_line",
  {
    closingId: text("closing_id").notNull(),
    storeId: text("store_id").notNull(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    organisationId: text("organisation_id").notNull(),
    storeName: text("store_name").notNull(),
    organisationName: text("organisation_name").notNull(),
    payeeKind: text("payee_kind").notNull(),
    payeeId: text("payee_id").notNull(),
    payments: integer("payments").notNull(),
    paidYen: integer("paid_yen").notNull(),
    reversals: integer("reversals").notNull(),
    reversedYen: integer("reversed_yen").notNull(),
    feeBasisPoints: integer("fee_basis_points").notNull(),
    feeFixedYen: integer("fee_fixed_yen").notNull(),
    feeYen: integer("fee_yen").notNull(),
    taxYen: integer("tax_yen").notNull(),
    carriedInYen: integer("carried_in_yen").notNull(),
    carriedOutYen: integer("carried_out_yen").notNull(),
    payableYen: integer("payable_yen").notNull(),
    /** due until the lines of its payee are decided over, then `LineOutcome`. */
    outcome: text("outcome").notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.closingId, t.storeId] }),
    index("closing_line_payee").on(t.closingId, t.payeeKind, t.payeeId),
    index("closing_line_organisation").on(t.organisationId, t.closingId),
  ],
);

/** One file of transfers for the bank. */
export const payout = sqliteTable(
  "payout",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    /** 1, 2, 3, … within the programme; stands in the bank's file as the first customer code. */
    number: integer("number").notNull(),
    payOn: text("pay_on").notNull(),
    /** The rule whose payer account and file options it is made with. */
    ruleVersion: integer("rule_version").notNull(),
    /** made, sent, settled or discarded. */
    state: text("state").notNull(),
    items: integer("items").notNull(),
    sumYen: integer("sum_yen").notNull(),
    fileSha256: text("file_sha256"),
    downloadedAtMs: integer("downloaded_at_ms"),
    downloadedBy: text("downloaded_by"),
    /** The fund's pay-out of it: one operation however often it is marked sent. */
    operationId: text("operation_id"),
    sentAtMs: integer("sent_at_ms"),
    sentBy: text("sent_by"),
    settledAtMs: integer("settled_at_ms"),
    createdAtMs: integer("created_at_ms").notNull(),
    createdBy: text("created_by").notNull(),
  },
  (t) => [
    uniqueIndex("payout_number").on(t.programmeId, t.number),
    uniqueIndex("payout_operation").on(t.operationId),
    index("payout_region").on(t.regionId, t.createdAtMs),
  ],
);

/**
 * What one payee gets for one closing. Nothing is paid twice: there is one row for a closing's payee and attempt, a
 * further attempt only after the one before has come back (trigger), and a row is in one file at most.
 */
export const payoutItem = sqliteTable(
  "payout_item",
  {
    id: text("id").primaryKey(),
    regionId: text("region_id").notNull(),
    programmeId: text("programme_id").notNull(),
    closingId: text("closing_id").notNull(),
    payeeKind: text("payee_kind").notNull(),
    payeeId: text("payee_id").notNull(),
    payeeName: text("payee_name").notNull(),
    /** 1, and one more each time the bank sent it back. */
    attempt: integer("attempt").notNull(),
    amountYen: integer("amount_yen").notNull(),
    /** waiting, in-file, sent or returned. */
    state: text("state").notNull(),
    payoutId: text("payout_id"),
    /** Its record in the file, from 1; stands there as the second customer code. */
    line: integer("line"),
    /** The version of the account it is paid into. */
    accountId: text("account_id"),
    returnOperationId: text("return_operation_id"),
    /** account-not-found, name-mismatch, account-closed or other. */
    returnReason: text("return_reason"),
    returnedAtMs: integer("returned_at_ms"),
    createdAtMs: integer("created_at_ms").notNull(),
  },
  (t) => [
    uniqueIndex("payout_item_attempt").on(t.closingId, t.payeeKind, t.payeeId, t.attempt),
    uniqueIndex("payout_item_line").on(t.payoutId, t.line),
    index("payout_item_programme").on(t.programmeId, t.state),
    index("payout_item_payee").on(t.payeeKind, t.payeeId, t.createdAtMs),
  ],
);
