-- PRG-1: what a programme was until now becomes versions, one for each version of its money rules.
insert into programme_version (programme_id, version, region_id, effective_from_ms, design, made_at_ms, made_by, reason)
select p.id, r.version, p.region_id, r.effective_from_ms,
  json_object(
    'name', p.name, 'payName', p.pay_name, 'face', p.face, 'unitWord', p.unit_word,
    'facesYen', json(p.faces_yen), 'facePer', p.face_per,
    'asks', json_object(
      'stayReference', iif(p.stay_required, 'required', 'optional'), 'guestName', 'optional', 'checkIn', 'optional'),
    'validity', json(p.validity), 'notBefore', json_object('kind', 'issue'),
    'startsOn', p.starts_on, 'endsOn', p.ends_on, 'scope', json(p.scope),
    'caps', json_object(
      'perIssuerDayYen', p.caps->'perIssuerDayYen', 'perBranchDayYen', p.caps->'perBranchDayYen',
      'perStayYen', p.caps->'perStayYen', 'perBranchYen', null, 'totalYen', null),
    'rule', json_object(
      'unitYen', r.unit_yen, 'payLimitYen', r.pay_limit_yen, 'personCapYen', r.person_cap_yen),
    'reprintHours', p.reprint_hours, 'consideration', json_object('kind', 'free')),
  p.created_at_ms, null, null
from programme p join programme_rule r on r.programme_id = p.id;
--> statement-breakpoint
-- The first version is in force from the beginning.
update programme_version set effective_from_ms = 0
where version = (select min(v.version) from programme_version v where v.programme_id = programme_version.programme_id);
--> statement-breakpoint
update issue set programme_version = (
  select max(v.version) from programme_version v
  where v.programme_id = issue.programme_id and v.effective_from_ms <= issue.created_at_ms);
--> statement-breakpoint
-- A version that may have been in force stays as it was: the next one corrects it.
create trigger programme_version_no_update before update on programme_version
begin
  select raise(abort, 'a version of a programme is followed, never changed');
end;
--> statement-breakpoint
create trigger programme_version_no_delete before delete on programme_version
begin
  select raise(abort, 'a version of a programme is followed, never changed');
end;
--> statement-breakpoint
create trigger region_page_no_update before update on region_page
begin
  select raise(abort, 'a published page is followed, never changed');
end;
--> statement-breakpoint
create trigger region_page_no_delete before delete on region_page
begin
  select raise(abort, 'a published page is followed, never changed');
end;
