CREATE TABLE `audit_chain` (
	`id` integer PRIMARY KEY NOT NULL,
	`salt` text,
	`text_digest` text NOT NULL,
	`prev_hash` text NOT NULL,
	`hash` text NOT NULL
);
--> statement-breakpoint
CREATE TABLE `sign_in` (
	`id` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`at_ms` integer NOT NULL,
	`kind` text NOT NULL,
	`region_id` text,
	`subject_id` text,
	`outcome` text NOT NULL,
	`factor` text NOT NULL,
	`device` text NOT NULL,
	`network` text NOT NULL,
	`network_shown` text NOT NULL
);
--> statement-breakpoint
CREATE INDEX `sign_in_subject` ON `sign_in` (`subject_id`,`at_ms`);--> statement-breakpoint
CREATE INDEX `sign_in_network` ON `sign_in` (`network`,`at_ms`);--> statement-breakpoint
CREATE INDEX `sign_in_time` ON `sign_in` (`at_ms`);--> statement-breakpoint
CREATE TABLE `trace` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`staff_id` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`subject_name` text NOT NULL,
	`opened_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `trace_staff` ON `trace` (`staff_id`,`opened_at_ms`);--> statement-breakpoint
ALTER TABLE `audit_log` ADD `erased_at_ms` integer;