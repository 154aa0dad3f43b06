/**
 * What every text column of D1 holds, and so how it is kept (SEC-7). A column that isn't here, or is here twice, fails a
 * test: whoever adds one says what will stand in it.
 */

/** What may be in a column, by how much it says about a person. */
export const DATA_CLASSES = {
  system: "Ids, codes, dates, hashes of files and entries, JSON of such: says nothing about anybody",
  pseudonym: "Ids that name a person only together with another row; journals hold nothing nearer (WHO-4)",
  public: "What everybody may read",
  business: "Names and data of organisations and shops; personal where somebody trades under their own name",
  person: "In plain about somebody: staff names, reasons that staff write; read by who may, kept as evidence",
  hashed:
    "Can be compared and not read: HMAC-SHA256 of what is looked up, scrypt of passwords, SHA-256 of random keys",
  sealed: "AES-256-GCM under a key of its use, bound to its row (workers/http/seal.ts), erasable",
  local: "A developer's machine only, empty in production",
} as const;
export type DataClass = keyof typeof DATA_CLASSES;

/** Text columns by table and class, names with spaces between. */
export const COLUMN_CLASSES: { readonly [table: string]: { readonly [C in DataClass]?: string } } = {
  actor_head: {
    system: "actor class region_id programme_id hash",
  },
  alert: {
    system: "id kind region_id detail",
    pseudonym: "subject",
  },
  application: {
    system: "id region_id receipt_number state",
    business: "organisation_name store_name",
    hashed: "key_hash body_hash",
    sealed: "sealed",
  },
  application_decision: {
    system: "application_id region_id decision",
    pseudonym: "decided_by",
    person: "reason",
  },
  approval: {
    system:
      "id region_id kind programme_id subject_kind subject_id operation_id path request_hash state failed_with",
    pseudonym: "proposed_by decided_by",
    person: "about reason request decision_reason",
  },
  archive_day: {
    system: "book_date manifest_key root_hash signed_root",
  },
  audit_chain: {
    system: "text_digest prev_hash hash",
    hashed: "salt",
  },
  audit_log: {
    system: "region_id action subject_kind request_id",
    pseudonym: "actor subject_id",
    person: "before after reason",
  },
  bank: {
    system: "code",
    public: "name kana",
  },
  bank_account: {
    system: "id region_id owner_kind owner_id",
    pseudonym: "created_by",
    hashed: "lookup",
    sealed: "sealed",
  },
  bank_branch: {
    system: "bank_code code",
    public: "name kana",
  },
  change_request: {
    system: "id region_id store_id organisation_id kind state",
    pseudonym: "asked_by decided_by",
    business: "before after",
    person: "reason",
  },
  closing: {
    system: "id region_id programme_id from_on to_on pay_on state",
    pseudonym: "created_by confirmed_by approved_by",
  },
  closing_fee: {
    system: "closing_id region_id programme_id operation_id",
  },
  closing_line: {
    system: "closing_id store_id region_id programme_id organisation_id payee_kind payee_id outcome",
    business: "store_name organisation_name",
  },
  code_miss: {
    system: "kind region_id",
    pseudonym: "subject",
    person: "shown",
  },
  coupon: {
    system: "programme_id region_id issue_id actor key_id issuer_id branch_id not_before_on expires_on mac",
  },
  coupon_freeze: {
    system: "actor region_id operation_id",
  },
  issue_evidence: {
    system: "id region_id issue_id file_key media_type sha256",
    pseudonym: "created_by",
    sealed: "sealed_name",
  },
  issue_list: {
    system: "id region_id programme_id issuer_id branch_id state file_sha256 mapping",
    pseudonym: "created_by issued_by",
    business: "headings",
    person: "file_name again_reason",
  },
  issue_list_row: {
    system: "list_id region_id state issue_id refused_with",
    sealed: "sealed",
  },
  csv_import: {
    system: "id region_id kind file_key file_sha256 encoding mapping state fault",
    pseudonym: "created_by applied_by undo_by",
    business: "headings samples",
    person: "file_name undo_reason",
  },
  csv_import_mapping: {
    system: "region_id kind",
    business: "headings",
  },
  csv_import_row: {
    system: "import_id region_id state subject_id hold",
    business: "key title payload findings cells before",
  },
  device_move: {
    system: "state",
    pseudonym: "id resident_id new_device_id",
    person: "name",
    hashed: "code_hash key_hash",
  },
  dev_inbox: {
    local: "recipient text key",
  },
  dimension_version: {
    system: "kind subject_id book_date region_id",
    business: "facts",
  },
  expiry_news: {
    system: "programme_id expires_on region_id",
    pseudonym: "resident_id",
  },
  fold_cursor: {
    system: "name",
  },
  fraud_case: {
    system:
      "id region_id programme_id rule subject_kind other_kind date level measures thresholds state outcome",
    pseudonym: "subject_id other_id",
    person: "subject_shown",
  },
  fraud_decision: {
    system: "case_id region_id outcome",
    pseudonym: "decided_by",
    person: "reason done",
  },
  fraud_evidence: {
    system: "case_id key region_id kind",
    pseudonym: "facts",
  },
  fraud_recipient: {
    system: "region_id",
    pseudonym: "updated_by",
    sealed: "sealed",
  },
  freeze_operation: {
    system: "operation_id region_id",
    pseudonym: "resident_id",
  },
  fund_threshold: {
    system: "id region_id programme_id issuer_id measure state",
    pseudonym: "created_by",
    sealed: "recipients",
  },
  grant_batch: {
    system:
      "id region_id programme_id source segment file_key file_sha256 encoding expires_on state fault operation_id",
    pseudonym: "created_by begun_by stopped_by",
    person: "title file_name stop_reason",
  },
  grant_row: {
    system: "grant_id region_id state code",
    pseudonym: "resident_id",
  },
  handed_over: {
    system: "issue_id operation_id",
  },
  issue: {
    system:
      "id region_id programme_id issuer_id branch_id operation_id state not_before_on expires_on key_id faces",
    pseudonym: "created_by",
  },
  job: {
    system:
      "id region_id programme_id kind params state file_key file_name file_sha256 sums told failure package_id issue_id",
    pseudonym: "created_by",
  },
  job_work: {
    system: "job_id kind state work",
  },
  journal: {
    system:
      "actor class region_id programme_id book_date operation_id kind account expires_on store_id till_id issuer_id detail request_hash result prev_hash hash log_key",
  },
  journal_break: {
    system: "id what actor region_id programme_id hash expected_hash log_key state",
  },
  hour_total: {
    system: "programme_id book_date region_id",
  },
  ledger_total: {
    system: "programme_id book_date expires_on class kind part region_id",
  },
  letter: {
    system: "id region_id store_id state",
    pseudonym: "created_by proposed_by decided_by",
    business: "title body",
    person: "reason",
  },
  letter_delivery: {
    system: "letter_id",
    pseudonym: "resident_id",
  },
  letter_mute: {
    system: "store_id",
    pseudonym: "resident_id",
  },
  mail_address: {
    system: "id region_id organisation_id state",
    pseudonym: "created_by",
    hashed: "lookup confirm_hash",
    sealed: "sealed",
  },
  mail_outbox: {
    system: "key region_id purpose state last_failure",
    hashed: "recipient",
    sealed: "sealed",
  },
  membership: {
    system: "organisation_id role region_id",
    pseudonym: "staff_id",
  },
  municipality: {
    system: "region_id code",
    public: "name kana outline",
  },
  news_choice: {
    system: "quiet_kinds",
    pseudonym: "resident_id",
  },
  newsletter: {
    system: "id region_id audiences towns state after",
    pseudonym: "created_by",
    business: "title body",
  },
  newsletter_mail: {
    system: "newsletter_id region_id state",
    hashed: "lookup",
  },
  notice: {
    system: "id region_id kind state from_on until_on",
    pseudonym: "created_by",
    public: "category title body",
  },
  notice_attachment: {
    system: "id notice_id region_id media_type sha256 file_key",
    business: "name",
  },
  notice_audience: {
    system: "notice_id kind part region_id",
  },
  notice_reading: {
    system: "notice_id reader_kind region_id",
    pseudonym: "reader_id",
  },
  number_check: {
    system: "region_id checked state",
    pseudonym: "id resident_id proposed_by approved_by ended_by",
    person: "reason",
    hashed: "from_lookup to_lookup confirm_key_hash stop_key_hash",
    sealed: "to_sealed",
  },
  organisation: {
    system: "id region_id parent_id state",
    business: "name kana",
  },
  organisation_fee: {
    system: "programme_id organisation_id region_id effective_from",
    pseudonym: "created_by",
    person: "reason",
  },
  passkey: {
    system: "owner_kind region_id rp_id transports device_type",
    pseudonym: "id owner_id credential_id public_key",
    person: "device",
    sealed: "name",
  },
  passkey_spent: {
    system: "nonce",
  },
  payment_code: {
    system: "region_id programme_id operation_id",
    pseudonym: "actor",
    hashed: "code_hash",
  },
  payout: {
    system: "id region_id programme_id pay_on state file_sha256 operation_id",
    pseudonym: "downloaded_by sent_by created_by",
  },
  payout_item: {
    system:
      "id region_id programme_id closing_id payee_kind payee_id state payout_id account_id return_operation_id return_reason",
    business: "payee_name",
  },
  payout_rule: {
    system: "programme_id region_id effective_from rhythm fees file_options",
    pseudonym: "created_by",
    business: "registration_number",
    sealed: "payer_sealed",
  },
  phone_message: {
    system: "id channel purpose prefix state provider ref failure",
    hashed: "lookup",
  },
  phone_setting: {
    sealed: "recipients",
  },
  phone_spending: {
    system: "day",
  },
  phone_stop: {
    system: "prefix",
  },
  picture: {
    system: "region_id name purpose",
    pseudonym: "created_by",
  },
  pos_key: {
    system: "id region_id store_id till_id operations",
    pseudonym: "created_by",
    business: "name",
  },
  pos_key_secret: {
    system: "key_id hint",
    pseudonym: "made_by",
    hashed: "hash",
  },
  postal_code: {
    system: "municipality",
    public: "code prefecture city town",
  },
  programme: {
    system: "id region_id state",
  },
  programme_version: {
    system: "programme_id region_id",
    pseudonym: "made_by",
    public: "design",
    person: "reason",
  },
  region: {
    system: "id approvals",
    public: "name kana domain",
  },
  region_page: {
    system: "region_id kind",
    pseudonym: "published_by",
    public: "body",
  },
  push_message: {
    system: "key region_id programme_id kind store_id expires_on state last_failure",
    pseudonym: "device_id resident_id",
  },
  push_round: {
    system: "key programmes",
    pseudonym: "after",
  },
  push_subscription: {
    system: "locale",
    pseudonym: "device_id resident_id",
    hashed: "endpoint_hash",
    sealed: "sealed",
  },
  refusal: {
    system: "kind region_id route code shown",
    pseudonym: "subject",
  },
  resident: {
    pseudonym: "id",
  },
  resident_answer: {
    system: "programme_id region_id",
    pseudonym: "resident_id",
    sealed: "sealed",
  },
  resident_consent: {
    system: "region_id kind",
    pseudonym: "resident_id",
  },
  resident_device: {
    system: "last_seen_on",
    pseudonym: "id resident_id session_id",
    person: "name",
  },
  resident_freeze: {
    system: "region_id operation_id",
    pseudonym: "resident_id",
  },
  resident_phone: {
    pseudonym: "resident_id",
    hashed: "lookup",
    sealed: "sealed",
  },
  retention: {
    system: "region_id",
    pseudonym: "set_by",
  },
  seal: {
    system: "book_date state audit_id late file_key file_hash",
  },
  sign_in: {
    system: "kind region_id outcome factor",
    pseudonym: "subject_id",
    hashed: "network",
    person: "device network_shown",
  },
  sound: {
    system: "region_id name",
    pseudonym: "created_by",
  },
  staff: {
    system: "region_id state",
    pseudonym: "id created_by",
    person: "login_id name",
    hashed: "password_hash",
  },
  staff_invitation: {
    system: "id region_id end",
    pseudonym: "staff_id created_by",
    hashed: "token_hash",
    sealed: "sealed_to",
  },
  staff_recovery_code: {
    system: "region_id",
    pseudonym: "staff_id",
    hashed: "code_hash",
  },
  staff_totp: {
    system: "region_id",
    pseudonym: "staff_id",
    sealed: "sealed",
  },
  staff_session: {
    system: "region_id end",
    pseudonym: "staff_id",
    person: "device network_shown",
    hashed: "id",
  },
  stay: {
    system: "issue_id region_id check_in_on",
    sealed: "sealed",
    hashed: "reference_key",
  },
  store: {
    system: "id region_id organisation_id municipality industry accepts state picture_sha256 picture_type",
    public: "name kana address postal_code phone hours notices",
  },
  store_day: {
    system: "store_id book_date programme_id till_id region_id",
  },
  store_follow: {
    system: "store_id",
    pseudonym: "resident_id",
  },
  system_flag: {
    system: "name value",
  },
  terms: {
    system: "id region_id kind",
    pseudonym: "created_by",
    public: "title body pledges",
  },
  terms_acceptance: {
    system: "organisation_id terms_id region_id",
    pseudonym: "staff_id",
    person: "name",
  },
  till: {
    system: "id region_id store_id",
  },
  till_pin: {
    system: "region_id",
    pseudonym: "staff_id",
    sealed: "sealed",
  },
  trace: {
    system: "id region_id subject_kind",
    pseudonym: "staff_id subject_id",
    person: "subject_name",
  },
  transfer: {
    system: "actor parent class region_id programme_id kind target ended_as",
  },
  wallet_link: {
    system: "programme_id region_id",
    pseudonym: "resident_id actor",
  },
  webhook: {
    system: "id region_id organisation_id store_id events state",
    pseudonym: "created_by",
    business: "url",
    sealed: "mail_sealed",
  },
  webhook_delivery: {
    system: "webhook_id event_id region_id kind body state last_answer",
  },
  webhook_secret: {
    system: "id webhook_id",
    pseudonym: "made_by",
    sealed: "sealed",
  },
};
