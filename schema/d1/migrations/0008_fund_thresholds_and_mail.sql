CREATE TABLE `fund_threshold` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text NOT NULL,
	`issuer_id` text,
	`measure` text NOT NULL,
	`below` integer NOT NULL,
	`recipients` text NOT NULL,
	`recipient_count` integer NOT NULL,
	`state` text NOT NULL,
	`crossings` integer NOT NULL,
	`crossed_at_ms` integer,
	`created_at_ms` integer NOT NULL,
	`created_by` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `fund_threshold_programme` ON `fund_threshold` (`programme_id`,`created_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `mail_outbox` (
	`key` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`purpose` text NOT NULL,
	`recipient` text NOT NULL,
	`sealed` text,
	`state` text NOT NULL,
	`tries` integer NOT NULL,
	`next_try_at_ms` integer NOT NULL,
	`lease_until_ms` integer NOT NULL,
	`last_failure` text,
	`created_at_ms` integer NOT NULL,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `mail_outbox_due` ON `mail_outbox` (`next_try_at_ms`) WHERE state = 'queued';--> statement-breakpoint
CREATE INDEX `mail_outbox_region` ON `mail_outbox` (`region_id`,`created_at_ms`);--> statement-breakpoint
ALTER TABLE `dev_inbox` ADD `key` text;--> statement-breakpoint
CREATE INDEX `journal_fund` ON `journal` (`programme_id`,`account`,`book_date`,`seq`) WHERE class = 'fund';