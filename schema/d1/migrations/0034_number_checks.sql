CREATE TABLE `number_check` (
	`id` text PRIMARY KEY NOT NULL,
	`resident_id` text NOT NULL,
	`region_id` text NOT NULL,
	`checked` text NOT NULL,
	`reason` text NOT NULL,
	`from_lookup` text NOT NULL,
	`to_sealed` text NOT NULL,
	`to_lookup` text NOT NULL,
	`confirm_key_hash` text,
	`stop_key_hash` text,
	`state` text NOT NULL,
	`proposed_by` text NOT NULL,
	`proposed_at_ms` integer NOT NULL,
	`approved_by` text,
	`until_ms` integer NOT NULL,
	`ended_by` text,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE UNIQUE INDEX `number_check_confirm_key_hash_unique` ON `number_check` (`confirm_key_hash`);--> statement-breakpoint
CREATE UNIQUE INDEX `number_check_stop_key_hash_unique` ON `number_check` (`stop_key_hash`);--> statement-breakpoint
CREATE INDEX `number_check_resident` ON `number_check` (`resident_id`,`state`);--> statement-breakpoint
CREATE INDEX `number_check_region` ON `number_check` (`region_id`,`proposed_at_ms`);--> statement-breakpoint
CREATE INDEX `number_check_due` ON `number_check` (`state`,`until_ms`);