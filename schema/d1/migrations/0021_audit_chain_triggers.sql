-- AUD-8: the log stays append-only. The one thing that may be done to an entry is to erase its text (WHO-4), once the chain
-- holds the text's digest.
drop trigger audit_log_no_update;
--> statement-breakpoint
create trigger audit_log_no_update before update on audit_log
when not (
  new.id is old.id and new.region_id is old.region_id and new.at_ms is old.at_ms and new.actor is old.actor
  and new.action is old.action and new.subject_kind is old.subject_kind and new.subject_id is old.subject_id
  and new.request_id is old.request_id
  and new.before is null and new.after is null and new.reason is null
  and old.erased_at_ms is null and new.erased_at_ms is not null
  and exists (select 1 from audit_chain where id = old.id)
)
begin
  select raise(abort, 'the audit log is append-only');
end;
--> statement-breakpoint
create trigger audit_chain_no_update before update on audit_chain
when not (
  new.id is old.id and new.text_digest is old.text_digest and new.prev_hash is old.prev_hash and new.hash is old.hash
  and new.salt is null
)
begin
  select raise(abort, 'the chain of the audit log is append-only');
end;
--> statement-breakpoint
create trigger audit_chain_no_delete before delete on audit_chain
begin
  select raise(abort, 'the chain of the audit log is append-only');
end;
