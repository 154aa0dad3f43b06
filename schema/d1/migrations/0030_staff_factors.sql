CREATE TABLE `staff_recovery_code` (
	`staff_id` text NOT NULL,
	`number` integer NOT NULL,
	`region_id` text NOT NULL,
	`code_hash` text NOT NULL,
	`created_at_ms` integer NOT NULL,
	`used_at_ms` integer,
	PRIMARY KEY(`staff_id`, `number`)
);
--> statement-breakpoint
CREATE TABLE `staff_totp` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`sealed` text NOT NULL,
	`last_step` integer NOT NULL,
	`created_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `staff_session` ADD `factor_at_ms` integer;