CREATE TABLE `code_miss` (
	`hour_ms` integer NOT NULL,
	`kind` text NOT NULL,
	`subject` text NOT NULL,
	`region_id` text NOT NULL,
	`shown` text,
	`misses` integer NOT NULL,
	`last_at_ms` integer NOT NULL,
	PRIMARY KEY(`hour_ms`, `kind`, `subject`, `region_id`)
);
--> statement-breakpoint
CREATE TABLE `fraud_case` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`programme_id` text,
	`rule` text NOT NULL,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`subject_shown` text,
	`other_kind` text,
	`other_id` text,
	`date` text NOT NULL,
	`level` text NOT NULL,
	`weight` integer NOT NULL,
	`measures` text NOT NULL,
	`thresholds` text NOT NULL,
	`state` text NOT NULL,
	`outcome` text,
	`decided_weight` integer,
	`version` integer NOT NULL,
	`reopened` integer NOT NULL,
	`found_at_ms` integer NOT NULL,
	`opened_at_ms` integer NOT NULL,
	`updated_at_ms` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `fraud_case_queue` ON `fraud_case` (`region_id`,`state`,`opened_at_ms`,`id`);--> statement-breakpoint
CREATE INDEX `fraud_case_region` ON `fraud_case` (`region_id`,`opened_at_ms`,`id`);--> statement-breakpoint
CREATE TABLE `fraud_decision` (
	`case_id` text NOT NULL,
	`version` integer NOT NULL,
	`region_id` text NOT NULL,
	`outcome` text NOT NULL,
	`reason` text NOT NULL,
	`done` text NOT NULL,
	`decided_at_ms` integer NOT NULL,
	`decided_by` text NOT NULL,
	PRIMARY KEY(`case_id`, `version`)
);
--> statement-breakpoint
CREATE TABLE `fraud_evidence` (
	`case_id` text NOT NULL,
	`key` text NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`at_ms` integer NOT NULL,
	`facts` text NOT NULL,
	PRIMARY KEY(`case_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `fraud_evidence_time` ON `fraud_evidence` (`case_id`,`at_ms`,`key`);--> statement-breakpoint
CREATE TABLE `fraud_recipient` (
	`region_id` text PRIMARY KEY NOT NULL,
	`sealed` text NOT NULL,
	`count` integer NOT NULL,
	`updated_at_ms` integer NOT NULL,
	`updated_by` text NOT NULL
);
--> statement-breakpoint
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
ALTER TABLE `issue` ADD `handed_over_at_ms` integer;--> statement-breakpoint
ALTER TABLE `audit_log` ADD `erased_at_ms` integer;--> statement-breakpoint
CREATE INDEX `audit_log_actor` ON `audit_log` (`actor`,`at_ms`);--> statement-breakpoint
ALTER TABLE `stay` ADD `check_in_on` text;--> statement-breakpoint
CREATE INDEX `stay_check_in` ON `stay` (`region_id`,`check_in_on`);--> statement-breakpoint
ALTER TABLE `organisation` ADD `guests_per_day` integer;