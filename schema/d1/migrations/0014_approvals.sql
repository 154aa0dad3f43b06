CREATE TABLE `approval` (
	`id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`kind` text NOT NULL,
	`programme_id` text,
	`subject_kind` text NOT NULL,
	`subject_id` text NOT NULL,
	`about` text NOT NULL,
	`amount_yen` integer,
	`reason` text,
	`operation_id` text NOT NULL,
	`path` text NOT NULL,
	`request` text NOT NULL,
	`request_hash` text NOT NULL,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at_ms` integer NOT NULL,
	`lapses_at_ms` integer NOT NULL,
	`decided_by` text,
	`decided_at_ms` integer,
	`decision_reason` text,
	`failed_with` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `approval_operation_id_unique` ON `approval` (`operation_id`);--> statement-breakpoint
CREATE INDEX `approval_region` ON `approval` (`region_id`,`proposed_at_ms`,`id`);--> statement-breakpoint
ALTER TABLE `region` ADD `approvals` text;