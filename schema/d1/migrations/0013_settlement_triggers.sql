-- A date of a programme is in one closing, once (STL-8). Custom: drizzle-kit doesn't know triggers.
CREATE TRIGGER `closing_no_overlap` BEFORE INSERT ON `closing`
WHEN new.`from_on` > new.`to_on` OR EXISTS (
  SELECT 1 FROM `closing` c WHERE c.`programme_id` = new.`programme_id` AND c.`from_on` <= new.`to_on` AND c.`to_on` >= new.`from_on`
) BEGIN
  SELECT raise(ABORT, 'the dates of a closing are in another one');
END;
--> statement-breakpoint
-- What was approved stays as it was approved (STL-9).
CREATE TRIGGER `closing_approved_no_update` BEFORE UPDATE ON `closing` WHEN old.`state` = 'approved' BEGIN
  SELECT raise(ABORT, 'an approved closing never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `closing_approved_no_delete` BEFORE DELETE ON `closing` WHEN old.`state` = 'approved' BEGIN
  SELECT raise(ABORT, 'an approved closing never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `closing_line_approved_no_insert` BEFORE INSERT ON `closing_line`
WHEN EXISTS (SELECT 1 FROM `closing` c WHERE c.`id` = new.`closing_id` AND c.`state` = 'approved') BEGIN
  SELECT raise(ABORT, 'an approved closing never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `closing_line_approved_no_update` BEFORE UPDATE ON `closing_line`
WHEN EXISTS (SELECT 1 FROM `closing` c WHERE c.`id` = old.`closing_id` AND c.`state` = 'approved') BEGIN
  SELECT raise(ABORT, 'an approved closing never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `closing_line_approved_no_delete` BEFORE DELETE ON `closing_line`
WHEN EXISTS (SELECT 1 FROM `closing` c WHERE c.`id` = old.`closing_id` AND c.`state` = 'approved') BEGIN
  SELECT raise(ABORT, 'an approved closing never changes');
END;
--> statement-breakpoint
-- What the bank sent back is paid again; nothing else is (STL-10).
CREATE TRIGGER `payout_item_again` BEFORE INSERT ON `payout_item`
WHEN new.`state` <> 'waiting' OR (new.`attempt` > 1 AND NOT EXISTS (
  SELECT 1 FROM `payout_item` i WHERE i.`closing_id` = new.`closing_id` AND i.`payee_kind` = new.`payee_kind`
    AND i.`payee_id` = new.`payee_id` AND i.`attempt` = new.`attempt` - 1 AND i.`state` = 'returned'
    AND i.`amount_yen` = new.`amount_yen`
)) BEGIN
  SELECT raise(ABORT, 'a transfer is made again only after it came back');
END;
--> statement-breakpoint
-- waiting, in a file, sent, returned: never back, but for a file that is given up before it is sent.
CREATE TRIGGER `payout_item_states` BEFORE UPDATE ON `payout_item`
WHEN old.`amount_yen` <> new.`amount_yen` OR old.`closing_id` <> new.`closing_id` OR old.`payee_id` <> new.`payee_id`
  OR (old.`state` <> new.`state` AND old.`state` || '>' || new.`state` NOT IN ('waiting>in-file', 'in-file>waiting', 'in-file>sent', 'sent>returned'))
BEGIN
  SELECT raise(ABORT, 'a transfer does not go back');
END;
--> statement-breakpoint
CREATE TRIGGER `payout_item_no_delete` BEFORE DELETE ON `payout_item` BEGIN
  SELECT raise(ABORT, 'a transfer stays written down');
END;
