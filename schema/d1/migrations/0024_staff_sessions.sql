CREATE TABLE `staff_session` (
	`id` text PRIMARY KEY NOT NULL,
	`staff_id` text NOT NULL,
	`region_id` text NOT NULL,
	`device` text NOT NULL,
	`network_shown` text NOT NULL,
	`started_at_ms` integer NOT NULL,
	`seen_at_ms` integer NOT NULL,
	`ends_at_ms` integer NOT NULL,
	`proved_at_ms` integer NOT NULL,
	`end` text,
	`ended_at_ms` integer
);
--> statement-breakpoint
CREATE INDEX `staff_session_staff` ON `staff_session` (`staff_id`,`started_at_ms`);--> statement-breakpoint
CREATE INDEX `staff_session_end` ON `staff_session` (`ends_at_ms`);