/** Every limit that a caller can meet has its name here (STYLE 7). */

/** A request body, in bytes. */
export const MAX_BODY_BYTES = 64 * 1024;
/** A text of terms, in characters, and the pledges it may ask for. */
export const MAX_TERMS_CHARACTERS = 20_000;
export const MAX_PLEDGES = 10;
/** A password that somebody chooses, in characters: what NIST SP 800-63B-4 asks of one that can stand alone (PWD-1). */
export const MIN_PASSWORD_CHARACTERS = 15;
export const MAX_PASSWORD_CHARACTERS = 200;
/** Open sessions of one account of staff; another sign-in ends the one that was used longest ago (STF-1). */
export const MAX_STAFF_SESSIONS = 30;
/** Codes on paper that an account gets with its second factor; a code's first digit is its number (FAC-3). */
export const RECOVERY_CODES = 10;
/** Account slips in one print. */
export const MAX_SLIPS = 200;
/** A store's picture, in bytes; the browser makes it smaller before it sends it. */
export const MAX_PICTURE_BYTES = 512 * 1024;
/** Lots with something left in one balance (PUB-1). */
export const MAX_LIVE_LOTS = 64;
/** A journal entry's `detail`, as bytes of JSON (PUB-1). */
export const MAX_DETAIL_BYTES = 4 * 1024;
/** Coupons in one issue. */
export const MAX_ISSUE_COUPONS = 100_000;
/** Guests in one issue at the desk; more goes through a printing-house job. */
export const MAX_DESK_GUESTS = 200;
/** Coupons above which an issue is worked as a job. */
export const ISSUE_JOB_FROM = 200;
/** Rows of one page of any list. */
export const MAX_PAGE_ROWS = 100;
export const DEFAULT_PAGE_ROWS = 50;
/** Days a dashboard tells of at once, stores and issuers it names of a period, and payments it shows as they come. */
export const MAX_DASHBOARD_DAYS = 800;
export const DASHBOARD_NAMES = 20;
export const LATEST_PAYMENTS = 12;
/** Stores that a map names; of more it says how many stand where, in so many cells a side. */
export const MAX_STORES_ON_MAP = 200;
export const MAP_CELLS = 8;
/** Points of one municipality's outline, and outlines in one reply. */
export const MAX_OUTLINE_POINTS = 2_000;
export const OUTLINES_PER_PAGE = 20;
/** What somebody types to find a Pay, in characters; how many Pays are looked through, and towns named of one (ADD-2). */
export const MAX_PAY_SEARCH = 60;
export const MAX_OPEN_PAYS = 2_000;
export const MAX_TOWNS_NAMED = 4;
/** Rows of Japan Post's list in one request, and places that one postal code may be of (SDA-2). */
export const MAX_POSTAL_ROWS = 300;
export const MAX_POSTAL_PLACES = 100;
/** Stores that are written into at once (BLK-1). */
export const MAX_BULK_STORES = 100;
/** Hours for which a till's former QR may stay good, and stores and tills whose QRs are in one ZIP (SHP-2, SHP-4). */
export const MAX_QR_GRACE_HOURS = 168;
export const MAX_QR_ZIP_STORES = 300;
export const MAX_QR_ZIP_TILLS = 600;
/** Days of sales in one question, and rows of them in one file (SAL-3). */
export const MAX_SALES_DAYS = 400;
export const MAX_SALES_FILE_ROWS = 50_000;
/** Operations of a Pay's history in one file (HIS-4). */
export const MAX_HISTORY_FILE_ROWS = 10_000;
/** Sheets in one file of a printing house's package, and letters of the locked key that opens it (PRN-5). */
export const SHEETS_PER_PART = 50;
/** The same where several lie on a page: so many that every page of a file but the last one is full. */
export const SHEETS_PER_FULL_PART = 48;
export const MAX_KEY_FILE = 2_000;
/** Issues that one search or one reservation number names; of more it says that there are more. */
export const MAX_FOUND_ISSUES = 20;
/** Lines of a day's sums (branch and programme), and issues in a day's file. */
export const MAX_DAY_SUMS = 500;
export const MAX_DAY_FILE_ROWS = 5_000;
/** Runs of serials that one hand-over may add between those that were handed over before (FND-14, PUB-1). */
export const MAX_HANDED_RANGES = 100;
/** A list of stays to issue for: its bytes and its rows (ISS-7); more is for a printing house. */
export const MAX_LIST_BYTES = 1024 * 1024;
export const MAX_LIST_ROWS = 1_000;
/** A file that proves a stay, in bytes, and how many an issue may have (ISS-9). */
export const MAX_EVIDENCE_BYTES = 5 * 1024 * 1024;
export const MAX_EVIDENCE_FILES = 20;
/** Years for which what proves a stay is kept: as long as books are (DOMAIN 4). */
export const EVIDENCE_YEARS = 7;
/** Coupons and wallets that the till remembers of one sale (CTR-1). */
export const MAX_SALE_LINES = 20;
/** Sheets in one print preview. */
export const MAX_PREVIEW_SHEETS = 40;
/** Sheets of a list of stays in one print run. */
export const MAX_RUN_SHEETS = 200;
/** Stays of a list that one request hands over. */
export const MAX_HAND_OVER_STAYS = 40;
/** A void is possible on the same business date or within this time (REV-1). */
export const VOID_WINDOW_MS = 30 * 60_000;
/** A handle from `inspect` pays or charges for this long (OPR-7). */
export const INSPECT_HANDLE_MS = 15 * 60_000;
/** Pending transfers older than this raise an alert (XFR-2). */
export const TRANSFER_ALERT_MS = 10 * 60_000;
/** A version of a programme takes effect at least this long after it is written, once the programme was opened (PRG-1). */
export const RULES_LEAD_MS = 60_000;
/** Versions of a programme that are written and not yet in force; a stored step carries the money rules of them all. */
export const MAX_COMING_VERSIONS = 10;
/** Entries in one message to the journal queue, and its size (PUB-1). */
export const MAX_MESSAGE_ENTRIES = 100;
export const MAX_MESSAGE_BYTES = 100_000;
/** Entries an actor hands out in one reply to `entriesFrom`. */
export const MAX_REPUBLISH_ENTRIES = 500;
/** An uploaded picture: its bytes, and its longer side in pixels. The browser makes it smaller before it sends it. */
export const PICTURE_LIMITS = {
  emblem: { bytes: 128 * 1024, side: 512 },
  picture: { bytes: 512 * 1024, side: 2_048 },
} as const;
/** Pictures of one region. */
export const MAX_REGION_PICTURES = 500;
/**
 * A sound of a Pay's own: its bytes, how long it may ring, and the samples a second that the browser writes it with, so
 * that the longest fits. `sourceBytes` is what the browser reads at most of the file it makes it from.
 */
export const SOUND_LIMITS = {
  bytes: 200_000,
  durationMs: 3_000,
  sampleRate: 32_000,
  sourceBytes: 10 * 1024 * 1024,
} as const;
/** Sounds of one region. */
export const MAX_REGION_SOUNDS = 100;
/** What a person writes beside a deposit, an allotment or a move. */
export const MAX_NOTE_CHARS = 200;
/** Warnings of a programme's fund, and the addresses that one of them writes to. */
export const MAX_THRESHOLDS = 50;
export const MAX_THRESHOLD_RECIPIENTS = 5;
/** Addresses that hear of a new serious case, and rows of evidence that one case keeps (FRD-7). */
export const MAX_CASE_RECIPIENTS = 5;
export const MAX_CASE_EVIDENCE = 200;
/** Lines of one story as a file. */
export const MAX_TRACE_LINES = 20_000;
/** Guests that a branch can take in on one day. */
export const MAX_GUESTS_PER_DAY = 100_000;
/** A notice's title and text, in characters, and how many audiences it may name. */
export const MAX_NOTICE_TITLE = 80;
export const MAX_NOTICE_BODY = 4_000;
export const MAX_NOTICE_AUDIENCES = 20;
/** One attachment, in bytes, and how many a notice may have (NOT-3). */
export const MAX_ATTACHMENT_BYTES = 10 * 1024 * 1024;
export const MAX_ATTACHMENTS = 5;
/** Organisations with a fee of their own in one payout rule. */
export const MAX_FEE_EXCEPTIONS = 500;
/** Transfers in one file for the bank; the rest goes into the next. */
export const MAX_PAYOUT_ITEMS = 5_000;
/** Days after which refused applications and brought-in lists are erased (RET-1, RET-2), and what a region may set. */
export const RETENTION_DAYS = { application: 180, import: 90, report: 90, least: 30, most: 3_650 } as const;
/** A bank's result: its bytes, the transfers it names, and how many of our files they may be from. */
export const MAX_RESULT_BYTES = 1024 * 1024;
export const MAX_RESULT_ROWS = 500;
export const MAX_RESULT_PAYOUTS = 5;
/** Payees of one closing: more than a prefecture has merchants with an account. */
export const MAX_CLOSING_PAYEES = 20_000;
/** Banks or branches in one answer to a search. */
export const MAX_BANK_ANSWERS = 30;

/** Letters of a reason that the log keeps, at the most (AUD-4). */
export const MAX_REASON = 500;

/** A proposal waits this long for somebody else (APR-3). */
export const APPROVAL_WAITS_MS = 14 * 86_400_000;
/** Passkeys of one person, and how long one may be called, in characters (PSK-3). */
export const MAX_PASSKEYS = 10;
export const MAX_PASSKEY_NAME = 40;
/** What a device is asked to sign is good for this long (PSK-1). */
export const PASSKEY_CHALLENGE_MS = 5 * 60_000;
/** Who has lost their passkeys waits this long until payments need none any more (PSK-7). */
export const LIMIT_ENDS_AFTER_MS = 24 * 3_600_000;
/** Codes sent to one telephone number within this time (RES-4). */
export const MAX_CODES_IN_WINDOW = 3;
export const CODES_WINDOW_MS = 10 * 60_000;

/** Phones and browsers that one resident is signed in on; one more ends the one that was away longest (RES-10). */
export const MAX_DEVICES = 10;
/** The address that a push service gives a browser, in characters (PSH-4). */
export const MAX_PUSH_ENDPOINT = 1_000;
/** Tries of one push (PSH-5). */
export const MAX_PUSH_TRIES = 6;
/** Hours of the day between which nobody minds a push about what isn't urgent, in Tokyo (PSH-6). */
export const PUSH_HOURS = { from: 9, until: 20 } as const;
/** Days before an expiry on which its owner is told (PSH-6). */
export const EXPIRY_NEWS_DAYS = [7, 1] as const;
/** "Not now" is respected for so long (PSH-7). */
export const ASK_AGAIN_MS = 30 * 86_400_000;
/** Stores that one resident follows (FOL-1). */
export const MAX_FOLLOWED_STORES = 200;
/** Days that a device may be away before it has to enter a code, where a programme asks for one (RES-11). */
export const AWAY_DAYS = { least: 30, most: 400 } as const;
/** A resident's session ends after this time however often it is used (RES-10). */
export const RESIDENT_SESSION_MAX_MS = 730 * 86_400_000;

/** Unused minutes after which a till with a PIN locks, and how many people may take turns at one tablet (PIN-2, PIN-4). */
export const LOCK_MINUTES = { least: 1, usual: 5, most: 30 } as const;
export const MAX_TILL_PEOPLE = 5;

/** The call centre's change of a lost number (RES-12): for a second person, for the link in the SMS, and for its owner to object. */
export const NUMBER_CHECK_WAITS_MS = 24 * 3_600_000;
export const NUMBER_LINK_MS = 24 * 3_600_000;
export const NUMBER_OBJECT_MS = 24 * 3_600_000;
/** A wallet that nobody used for so long isn't opened by an SMS alone: its number may be somebody else's by now (RES-14). */
export const NUMBER_SILENT_MS = 400 * 86_400_000;

/** Keys of one store that are good, and how long one may be called (POS-1). */
export const MAX_POS_KEYS = 20;
export const MAX_POS_KEY_NAME = 40;
/** Hours that a key is good beside the one that replaces it (POS-2). */
export const KEY_OVERLAP_HOURS = { least: 0, usual: 24, most: 168 } as const;
/** Addresses of one organisation that hear of its stores, and how long one may be (POS-5). */
export const MAX_WEBHOOKS = 10;
export const MAX_WEBHOOK_URL = 500;
/** A message that nobody took is tried for this long (POS-7). */
export const WEBHOOK_TRIES_MS = 24 * 3_600_000;
/** An address that took nothing for so long, in at least so many tries, is switched off (POS-8). */
export const WEBHOOK_OFF = { afterMs: 3 * 86_400_000, failures: 10 } as const;

/** Entries that came so many days after they were made are still found by who asks whom a disturbance touched (OPS-4). */
export const AFFECTED_LATE_DAYS = 7;
/** What a grant is called, in characters; the wallets that one may reach (GRT-1), and those on their way at a time. */
export const MAX_GRANT_TITLE = 60;
export const MAX_GRANT_WALLETS = 200_000;
export const GRANT_LANES = 8;

/** Queues that journal entries are spread over at most (OPS-9). */
export const MAX_JOURNAL_QUEUES = 8;
/** A broadcast wakes the first devices at once, pauses, then so many at a time (PSH-8). */
export const PUSH_WAVES = { first: 200, pauseMs: 5 * 60_000, size: 2_000, everyMs: 60_000 } as const;
/** Addresses of one office for newsletters; how long a link to confirm one counts, and how far ahead one may be sent (NWS-1, NWS-3). */
export const MAX_MAIL_ADDRESSES = 10;
export const MAIL_CONFIRM_MS = 7 * 86_400_000;
export const NEWSLETTER_AHEAD_MS = 90 * 86_400_000;
/** A store's letter to its followers, in characters; how many it may send in a month, and have unsent at a time (NWS-6). */
export const MAX_LETTER_TITLE = 40;
export const MAX_LETTER_BODY = 800;
export const MAX_LETTERS_A_MONTH = 4;
export const MAX_UNSENT_LETTERS = 20;
/** How long a letter stands in inboxes, and how long it is counted who has read it (NWS-7). */
export const LETTER_SHOWN_MS = 180 * 86_400_000;
export const LETTER_COUNTED_MS = 365 * 86_400_000;
