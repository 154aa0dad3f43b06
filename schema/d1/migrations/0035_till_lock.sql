CREATE TABLE `till_pin` (
	`staff_id` text PRIMARY KEY NOT NULL,
	`region_id` text NOT NULL,
	`sealed` text NOT NULL,
	`lock_minutes` integer NOT NULL,
	`set_at_ms` integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE `staff_session` ADD `locked_at_ms` integer;