import { DAY_MS } from "../../schema/calendar.ts";

/**
 * How long what is kept about people is kept, and why (SEC-7). What moves money, and the proof of who did it, is not here:
 * journals, closings, transfers, terms, acceptances and the log of deeds hold ids and stay at least seven years, as books
 * and vouchers must (法人税法施行規則 59条; 帳簿書類の保存), in R2's archive for good. Everything here is shorter: personal
 * data goes when what it was taken for is over (個人情報保護法 22条).
 */
export interface RetentionRule {
  readonly name: string;
  /** What goes, and when. */
  readonly what: string;
  readonly keepMs: number;
  readonly why: string;
  /**
   * Erases at most `?2` rows of what is older than `?1` (milliseconds; `?3` is the same as a date). Doing it again finds
   * nothing: a rule never meets its own traces.
   */
  readonly sql: string;
}

const YEAR_MS = 365 * DAY_MS;

export const RETENTION: readonly RetentionRule[] = [
  {
    name: "stay",
    what: "Name and reservation number of a guest, after the last day of the coupons",
    keepMs: 180 * DAY_MS,
    why: "The call centre needs them while somebody may ask about a coupon",
    sql: `update stay set sealed = null, reference_key = null where issue_id in (
            select s.issue_id from stay s join issue i on i.id = s.issue_id
            where s.sealed is not null and i.expires_on < ?3 and s.created_at_ms < ?1 limit ?2)`,
  },
  {
    name: "issue-list",
    what: "What the rows of a list of stays said: numbers and names of guests; what was issued keeps its own",
    keepMs: 30 * DAY_MS,
    why: "So long a row may be mended and brought in again",
    sql: `update issue_list_row set sealed = null where rowid in (
            select r.rowid from issue_list_row r join issue_list l on l.id = r.list_id
            where r.sealed is not null and l.state <> 'issuing' and l.updated_at_ms < ?1 limit ?2)`,
  },
  {
    name: "application-approved",
    what: "The form of an approved application: what it asked for stands in the organisation's own rows",
    keepMs: 3 * YEAR_MS,
    why: "Questions about how a shop joined come in the first years",
    sql: `delete from application where id in (
            select id from application where state = 'approved' and sent_at_ms < ?1 limit ?2)`,
  },
  {
    name: "application-decision",
    what: "Reasons written to applicants whose application is gone",
    keepMs: YEAR_MS,
    why: "They belong to the application; the deed itself stays in the log",
    sql: `delete from application_decision where rowid in (
            select d.rowid from application_decision d where d.decided_at_ms < ?1
              and not exists (select 1 from application a where a.id = d.application_id) limit ?2)`,
  },
  {
    name: "mail",
    what: "Which mails went to which address, as a hash; address and text were gone when it was taken",
    keepMs: 90 * DAY_MS,
    why: "So long somebody may say that a warning didn't come",
    sql: `delete from mail_outbox where key in (
            select key from mail_outbox where state <> 'queued' and ended_at_ms < ?1 limit ?2)`,
  },
  {
    name: "webhook-delivery",
    what: "What an organisation's addresses were told, after it was taken or given up",
    keepMs: 30 * DAY_MS,
    why: "So long a shop may look for what its system missed; the journal keeps the payments",
    sql: `delete from webhook_delivery where rowid in (
            select rowid from webhook_delivery where ended_at_ms < ?1 limit ?2)`,
  },
  {
    name: "grant-rows",
    what: "The wallets that a grant named, after it ended or was left lying; its sums stay",
    keepMs: 2 * YEAR_MS,
    why: "Who asks why a grant didn't come asks within the year of a programme and the next; the journal keeps the money",
    sql: `delete from grant_row where rowid in (
            select r.rowid from grant_row r join grant_batch g on g.id = r.grant_id
            where g.updated_at_ms < ?1 and g.state in ('done', 'stopped', 'unreadable', 'ready') limit ?2)`,
  },
  {
    name: "notice-reading",
    what: "Who has read which notice",
    keepMs: 2 * YEAR_MS,
    why: "Proves for the year of a programme and the next that shops were told",
    sql: `delete from notice_reading where rowid in (
            select rowid from notice_reading where at_ms < ?1 limit ?2)`,
  },
  {
    name: "staff-password",
    what: "The password's hash of an account that was stopped",
    keepMs: YEAR_MS,
    why: "Whoever comes back gets a new one; the name stays with what was done",
    sql: `update staff set password_hash = 'erased', must_change_password = 1 where id in (
            select id from staff where state = 'stopped' and password_hash <> 'erased'
              and sessions_from_ms < ?1 limit ?2)`,
  },
  {
    name: "staff-session",
    what: "Where somebody of the staff was signed in; the sign-in itself stays its own time",
    keepMs: 30 * DAY_MS,
    why: "So long a session that somebody doesn't know can still be looked into",
    sql: `delete from staff_session where id in (
            select id from staff_session where ends_at_ms < ?1 limit ?2)`,
  },
  {
    name: "refusal",
    what: "Who was refused what, by the hour",
    keepMs: 90 * DAY_MS,
    why: "So long an attack is looked into",
    sql: "delete from refusal where rowid in (select rowid from refusal where hour_ms < ?1 limit ?2)",
  },
  {
    name: "trace",
    what: "That somebody opened a story: about whom, and the end of a number; the reason stays in the log",
    keepMs: 90 * DAY_MS,
    why: "A story is read for twelve hours; the rest is the log's to tell",
    sql: "delete from trace where id in (select id from trace where opened_at_ms < ?1 limit ?2)",
  },
  {
    name: "case-evidence",
    what: "What a decided case rests on: who paid where and when",
    keepMs: 3 * YEAR_MS,
    why: "So long what was decided may be looked at again; the journal keeps the payments",
    sql: `delete from fraud_evidence where rowid in (
            select e.rowid from fraud_case c join fraud_evidence e on e.case_id = c.id
            where c.state = 'decided' and c.updated_at_ms < ?1 limit ?2)`,
  },
  {
    name: "case-decision",
    what: "Reasons of a case that was decided long ago",
    keepMs: 7 * YEAR_MS,
    why: "What money was kept back for is asked as long as books are kept",
    sql: `delete from fraud_decision where rowid in (
            select rowid from fraud_decision where decided_at_ms < ?1 limit ?2)`,
  },
  {
    name: "case",
    what: "A case that was decided long ago",
    keepMs: 7 * YEAR_MS,
    why: "With its reasons goes the suspicion",
    sql: `delete from fraud_case where id in (
            select id from fraud_case where state = 'decided' and updated_at_ms < ?1 limit ?2)`,
  },
  {
    name: "phone-of-nobody",
    what: "A telephone number whose resident is gone",
    keepMs: DAY_MS,
    why: "Registering writes both at once; one alone is what a broken hand left",
    sql: `delete from resident_phone where lookup in (
            select p.lookup from resident_phone p where p.verified_at_ms < ?1
              and not exists (select 1 from resident r where r.id = p.resident_id) limit ?2)`,
  },
  {
    name: "device-ended",
    what: "A phone or browser that was signed out",
    keepMs: 90 * DAY_MS,
    why: "So long the other devices can still be told that it was signed in",
    sql: `delete from resident_device where id in (
            select id from resident_device where ended_at_ms < ?1 limit ?2)`,
  },
  {
    name: "device-move",
    what: "A move from one phone to another",
    keepMs: DAY_MS,
    why: "It is over after ten minutes",
    sql: "delete from device_move where id in (select id from device_move where until_ms < ?1 limit ?2)",
  },
  {
    name: "number-check",
    what: "A lost number that the call centre changed, or was to change",
    keepMs: 90 * DAY_MS,
    why: "So long somebody may come and ask; who did it stays in the log of staff",
    sql: "delete from number_check where id in (select id from number_check where until_ms < ?1 limit ?2)",
  },
  {
    name: "device-unseen",
    what: "A phone or browser whose session has run out unused",
    keepMs: 401 * DAY_MS,
    why: "Browsers keep a session 400 days",
    sql: `delete from resident_device where id in (
            select id from resident_device where last_seen_on < ?3 and proven_at_ms < ?1 limit ?2)`,
  },
  {
    name: "passkey-of-nobody",
    what: "A passkey whose resident is gone or has no number any more",
    keepMs: DAY_MS,
    why: "Removing and erasing take it at once; this is what was being added in that moment",
    sql: `delete from passkey where id in (
            select k.id from passkey k where k.owner_kind = 'resident' and k.created_at_ms < ?1
              and not exists (select 1 from resident_phone p where p.resident_id = k.owner_id) limit ?2)`,
  },
  {
    name: "passkey-of-stopped",
    what: "Passkeys of a member of staff whose account was stopped",
    keepMs: YEAR_MS,
    why: "As long as the password's hash: whoever comes back sets up others",
    sql: `delete from passkey where id in (
            select k.id from passkey k join staff s on s.id = k.owner_id
            where k.owner_kind = 'staff' and s.state = 'stopped' and s.sessions_from_ms < ?1 limit ?2)`,
  },
  {
    name: "till-pin-of-stopped",
    what: "The PIN for the till of a member of staff whose account was stopped",
    keepMs: YEAR_MS,
    why: "As long as the password's hash: whoever comes back sets another",
    sql: `delete from till_pin where staff_id in (
            select p.staff_id from till_pin p join staff s on s.id = p.staff_id
            where s.state = 'stopped' and s.sessions_from_ms < ?1 limit ?2)`,
  },
  {
    name: "passkey-spent",
    what: "Marks of what a device has signed, which keep it from counting twice",
    keepMs: 7 * DAY_MS,
    why: "What was signed counts for minutes and would be refused by its time alone",
    sql: `delete from passkey_spent where nonce in (
            select nonce from passkey_spent where expires_at_ms < ?1 limit ?2)`,
  },
  {
    name: "payment-code",
    what: "The code that a wallet showed to a shop, as a hash, with the payment it stood for",
    keepMs: DAY_MS,
    why: "It is good for two minutes; so long a shop can still be told that it is over",
    sql: `delete from payment_code where code_hash in (
            select code_hash from payment_code where expires_at_ms < ?1 limit ?2)`,
  },
  {
    name: "push-message",
    what: "That a device was woken for something: ids, an amount, a date",
    keepMs: 7 * DAY_MS,
    why: "Longer than anything counts as news, so that the same is never queued twice",
    sql: `delete from push_message where rowid in (
            select rowid from push_message where state <> 'queued' and at_ms < ?1 limit ?2)`,
  },
  {
    name: "push-round",
    what: "That a day's expiries or a notice were told to everybody",
    keepMs: 30 * DAY_MS,
    why: "A round begins once; what it was about is over by then",
    sql: `delete from push_round where key in (
            select key from push_round where done_at_ms < ?1 limit ?2)`,
  },
  {
    name: "expiry-news",
    what: "That a wallet was told what it loses and when",
    keepMs: 180 * DAY_MS,
    why: "So long it stands in the inbox, and the call centre can be asked whether anybody was told",
    sql: `delete from expiry_news where rowid in (
            select rowid from expiry_news where at_ms < ?1 limit ?2)`,
  },
  {
    name: "letter-delivery",
    what: "Who got which letter of a store, and read it",
    keepMs: YEAR_MS,
    why: "So long it is counted for the store; it stands in the inbox for 180 days",
    sql: `delete from letter_delivery where rowid in (
            select rowid from letter_delivery where at_ms < ?1 limit ?2)`,
  },
  {
    name: "dev-inbox",
    what: "Messages of a developer's machine",
    keepMs: 7 * DAY_MS,
    why: "Nobody reads them later; production has none",
    sql: "delete from dev_inbox where id in (select id from dev_inbox where at_ms < ?1 limit ?2)",
  },
];
