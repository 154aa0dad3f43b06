CREATE TABLE `mail_address` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`organisation_id` text NOT NULL,
	`lookup` text NOT NULL,
	`sealed` text,
	`state` text NOT NULL,
	`confirm_hash` text,
	`confirm_until_ms` integer,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`changed_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX `mail_address_confirm_hash_unique` ON `mail_address` (`confirm_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `mail_address_once` ON `mail_address` (`organisation_id`,`lookup`);--> statement-breakpoint
CREATE INDEX `mail_address_lookup` ON `mail_address` (`lookup`);--> statement-breakpoint
CREATE INDEX `mail_address_region` ON `mail_address` (`region_id`,`id`) WHERE state = 'confirmed';--> statement-breakpoint
CREATE TABLE `newsletter` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`title` text NOT NULL,
	`body` text NOT NULL,
	`audiences` text NOT NULL,
	`state` text NOT NULL,
	`send_at_ms` integer,
	`after` text DEFAULT '' NOT NULL,
	`created_by` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `newsletter_region` ON `newsletter` (`region_id`,`created_at_ms`);--> statement-breakpoint
CREATE INDEX `newsletter_due` ON `newsletter` (`send_at_ms`) WHERE state in ('scheduled', 'sending');--> statement-breakpoint
CREATE TABLE `newsletter_mail` (
	`newsletter_id` text NOT NULL,
	`lookup` text NOT NULL,
	`region_id` text NOT NULL,
	`state` text NOT NULL,
	PRIMARY KEY(`newsletter_id`, `lookup`)
);
--> statement-breakpoint
CREATE INDEX `newsletter_mail_lookup` ON `newsletter_mail` (`lookup`);--> statement-breakpoint
CREATE TRIGGER `newsletter_mail_ended` AFTER UPDATE OF `state` ON `mail_outbox`
WHEN new.`purpose` = 'newsletter' AND old.`state` = 'queued' AND new.`state` <> 'queued' BEGIN
  UPDATE `newsletter_mail` SET `state` = CASE WHEN new.`last_failure` = 'stopped' THEN 'stopped' ELSE new.`state` END
  WHERE `newsletter_id` = substr(new.`key`, 12, 12) AND `lookup` = new.`recipient` AND `state` = 'queued';
  UPDATE `mail_address` SET `state` = 'bounced', `changed_at_ms` = new.`ended_at_ms`
  WHERE new.`last_failure` = 'the address is suppressed' AND `lookup` = new.`recipient` AND `state` IN ('waiting', 'confirmed');
END;
