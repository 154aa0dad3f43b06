-- A fee that was agreed stays as it was agreed (STL-12). Custom: drizzle-kit doesn't know triggers.
CREATE TRIGGER `organisation_fee_no_update` BEFORE UPDATE ON `organisation_fee` BEGIN
  SELECT raise(ABORT, 'a version of a fee never changes');
END;
--> statement-breakpoint
CREATE TRIGGER `organisation_fee_no_delete` BEFORE DELETE ON `organisation_fee` BEGIN
  SELECT raise(ABORT, 'a version of a fee never changes');
END;
